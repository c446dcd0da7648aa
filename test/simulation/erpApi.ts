// Long because it is the whole of the ERP API's half in one place, to be read beside the SQL that will do the same.
import type {
  ConflictKey,
  CrmId,
  Cursor,
  ErpId,
  FieldName,
  LinkId,
  MappingVersion,
  Rev,
  RunId,
} from '../../lib/sync/ids.ts';
import type { EntryOutcome, Loser } from '../../lib/sync/ledger.ts';
import type { Base, BasePair, Conflict, Link, Pending, PendingField } from '../../lib/sync/link.ts';
import type {
  BrakeVerdict,
  Commit,
  Dirty,
  ErpChanges,
  Intention,
  LinkView,
  Prepare,
  Prepared,
  Repoint,
} from '../../lib/sync/ports.ts';
import type { Mapping, SideName } from '../../lib/sync/rule.ts';
import { mergeRows, type RowOutcome, type RunReport } from '../../lib/sync/runState.ts';
import { type Stored, storedAfter, type Written } from '../../lib/sync/value.ts';
import type { BrakeLimits } from './scenario.ts';
import type { Rights, System, Witness } from './system.ts';
import { Twins } from './twins.ts';

export interface StoredLink {
  id: LinkId;
  rev: number;
  crm: string;
  erp: string;
  aliases: string[];
  base: Record<string, BasePair>;
  conflicts: Map<ConflictKey, Conflict>;
  pending: (Pending & { readonly expiresAt: number }) | null;
  ended: boolean;
}

export interface LedgerRow {
  readonly run: RunId;
  readonly link: LinkId;
  readonly intent: string | null;
  readonly record: string;
  readonly side: SideName;
  readonly rule: string;
  readonly field: string;
  readonly after: Stored;
  outcome: EntryOutcome | 'intended';
  stored: Stored | null;
}

export interface LoserRow extends Loser {
  readonly link: LinkId;
  readonly mapping: MappingVersion;
}

/** Conflicts as they were opened, and what ended them: only a person, or values that met, may. */
export interface ConflictRow {
  readonly link: LinkId;
  readonly conflict: Conflict;
}

const HOLD_MS = 90_000;
const REFUSED = { code: 'erp.refused', message: 'The ERP does not take this value.' };

/** The ERP API's half, as the ports describe it: every method is one transaction. What SQL will do later is done here with maps. */
export class ErpApi {
  readonly links = new Map<LinkId, StoredLink>();
  readonly mappings: Mapping[] = [];
  readonly ledger: LedgerRow[] = [];
  readonly losers: LoserRow[] = [];
  readonly asked: ConflictRow[] = [];
  readonly runs = new Map<RunId, readonly RowOutcome[]>();
  readonly #feed: Dirty[] = [];
  /** `link conflict`, answered by a person. */
  readonly decided = new Set<string>();
  limits: BrakeLimits | null = null;
  /** ERP records are given twins in the CRM. */
  makesInCrm = false;
  readonly twins: Twins;
  readonly intentions: Intention[] = [];
  /** Runs that wait for a person. */
  readonly braked = new Set<RunId>();
  /** Runs that set out to write all the same. */
  readonly heedless = new Set<RunId>();
  /** Runs that wrote more records than somebody approved. */
  readonly beyond = new Set<RunId>();
  readonly #asked = new Map<RunId, Intention['counts']>();
  readonly #approved = new Map<RunId, Intention['counts']>();
  readonly #drawn = new Map<RunId, Set<string>>();
  readonly #ends = new Set<string>();
  readonly #committed = new Set<string>();
  readonly #leases = new Map<string, { readonly browser: string; readonly until: number }>();
  readonly #erp: System;
  readonly #embedded: boolean;
  readonly #now: () => number;
  prepares = 0;
  #nextLink = 1;

  constructor(erp: System, embedded: boolean, now: () => number) {
    this.#erp = erp;
    this.#embedded = embedded;
    this.#now = now;
    this.twins = new Twins(this, erp, now);
  }

  get mapping(): Mapping {
    const newest = this.mappings.at(-1);
    if (newest === undefined) throw new Error('No mapping yet.');
    return newest;
  }

  announce(dirty: Dirty): void {
    this.#feed.push(dirty);
  }

  connect(crm: string, erp: string, base: Record<string, BasePair> = {}): StoredLink | null {
    const taken = [...this.links.values()].some(
      (each) => !each.ended && (each.crm === crm || each.erp === erp),
    );
    if (taken) return null;
    const link: StoredLink = {
      id: `L${this.#nextLink++}` as LinkId,
      rev: 1,
      crm,
      erp,
      aliases: [],
      base,
      conflicts: new Map(),
      pending: null,
      ended: false,
    };
    this.links.set(link.id, link);
    this.announce({ kind: 'link', id: link.id });
    return link;
  }

  /** Refused while an intent stands. */
  unlink(id: LinkId): boolean {
    const link = this.links.get(id);
    if (link === undefined || link.ended || link.pending !== null) return false;
    link.ended = true;
    link.rev += 1;
    return true;
  }

  /** A person's answer to a question; one about values that were overwritten is thereby read, and put away. */
  decide(id: LinkId, key: ConflictKey, decision: SideName): boolean {
    const link = this.links.get(id);
    const conflict = link?.conflicts.get(key);
    if (link === undefined || conflict === undefined || link.ended || link.pending !== null) return false;
    this.decided.add(`${id} ${key}`);
    if (conflict.kind === 'overwritten') link.conflicts.delete(key);
    else link.conflicts.set(key, { ...conflict, decision });
    link.rev += 1;
    this.announce({ kind: 'link', id });
    return true;
  }

  lease(user: string, browser: string, until: number): 'granted' | 'taken' {
    const held = this.#leases.get(user);
    if (held !== undefined && held.browser !== browser && held.until > this.#now()) return 'taken';
    this.#leases.set(user, { browser, until });
    return 'granted';
  }

  changes(cursor: Cursor | null): ErpChanges {
    for (const id of this.twins.woken()) this.announce({ kind: 'crm', id });
    const from = cursor === null ? 0 : Number(cursor);
    const dirty = cursor === null ? this.#everything() : this.#feed.slice(from);
    const expired = [...this.links.values()]
      .filter((link) => link.pending !== null && this.#isExpired(link.pending))
      .map(({ id }): Dirty => ({ kind: 'link', id }));
    const unmade = this.twins.expired().map(({ side, id }) => ({ kind: side, id }) as Dirty);
    return {
      dirty: [...dirty, ...expired, ...unmade],
      next: String(this.#feed.length) as Cursor,
      more: false,
    };
  }

  #everything(): Dirty[] {
    const links = [...this.links.values()].filter(({ ended }) => !ended);
    const records = this.makesInCrm ? [...this.#erp.records.keys()] : [];
    return [
      ...links.map(({ id }): Dirty => ({ kind: 'link', id })),
      ...records.map((id): Dirty => ({ kind: 'erp', id: id as ErpId })),
    ];
  }

  #isExpired({ expiresAt }: { readonly expiresAt: number }): boolean {
    return this.#now() >= expiresAt;
  }

  view(dirty: readonly Dirty[]): LinkView[] {
    const found = new Map<LinkId, StoredLink>();
    for (const each of dirty) {
      for (const link of this.links.values()) {
        if (link.ended) continue;
        const hit =
          each.kind === 'link'
            ? link.id === each.id
            : each.kind === 'erp'
              ? link.erp === each.id
              : link.crm === each.id || link.aliases.includes(each.id);
        if (hit) found.set(link.id, link);
      }
    }
    return [...found.values()].map((link) => ({
      link: asLink(link),
      pending: link.pending === null ? 'none' : this.#isExpired(link.pending) ? 'expired' : 'live',
    }));
  }

  prepare(row: Prepare, rights: Rights, witness: Witness): Prepared {
    const link = this.links.get(row.link);
    if (link === undefined || link.ended || link.rev !== row.rev || link.pending !== null)
      return { kind: 'stale' };
    if (this.mapping.version !== row.mapping) return { kind: 'stale' };
    if (this.#embedded && row.erpVersion !== null && this.#erp.versionOf(link.erp) !== row.erpVersion)
      return { kind: 'stale' };
    if (row.pending !== null && this.braked.has(row.run) && !this.#approved.has(row.run))
      this.heedless.add(row.run);
    if (row.pending !== null) this.#draw(row.run, link.id);
    const applied = this.#applyInTransaction(link, row, rights, witness);
    if (applied !== null && 'refused' in applied)
      return { kind: 'refused', fields: applied.refused, reason: REFUSED };
    this.prepares += 1;
    link.rev += 1;
    this.#remember(link, row.base, row.open, row.close);
    for (const loser of row.losers) this.losers.push({ ...loser, link: link.id, mapping: row.mapping });
    const { pending } = row;
    const fields = applied?.fields ?? pending?.fields ?? [];
    const archived = applied?.archived === true;
    const waits = pending !== null && (fields.some(isUnwritten) || (pending.archive !== null && !archived));
    this.#record(link, row, fields);
    if (row.end || archived) this.#end(link, row.run);
    if (pending === null) return { kind: 'done' };
    if (!waits) {
      for (const { rule, crm, erp } of fields)
        if (crm.kind !== 'write' && erp.kind !== 'write' && pending.archive === null)
          link.base[rule] = { crm: crm.stored, erp: erp.stored };
      return { kind: 'done' };
    }
    link.pending = { ...pending, fields, expiresAt: this.#now() + HOLD_MS };
    return { kind: 'pending', rev: link.rev as Rev, holdMs: HOLD_MS, fields };
  }

  #applyInTransaction(
    link: StoredLink,
    { pending }: Prepare,
    rights: Rights,
    witness: Witness,
  ): null | { refused: readonly FieldName[] } | { fields: readonly PendingField[]; archived: boolean } {
    if (!this.#embedded || pending === null) return null;
    if (pending.archive === 'erp') {
      const archive = { id: link.erp, change: { kind: 'archive' as const }, expected: null };
      const done = this.#erp.write(archive, rights, witness);
      return done.kind === 'written' ? { fields: pending.fields, archived: true } : { refused: [] };
    }
    const patch: Record<string, Written> = {};
    for (const field of pending.fields)
      if (field.erp.kind === 'write') patch[field.fields.erp] = field.erp.after;
    if (Object.keys(patch).length === 0) return { fields: pending.fields, archived: false };
    const change = { kind: 'fields' as const, fields: patch };
    const outcome = this.#erp.write({ id: link.erp, change, expected: null }, rights, witness);
    if (outcome.kind === 'refused') return { refused: outcome.fields };
    if (outcome.kind !== 'written') return { refused: [] };
    const held = this.#erp.records.get(link.erp)?.fields;
    const fields = pending.fields.map((field): PendingField => {
      if (field.erp.kind !== 'write') return field;
      const stored = held?.get(field.fields.erp)?.stored ?? storedAfter(field.erp.after);
      return { ...field, erp: { kind: 'written', stored } };
    });
    return { fields, archived: false };
  }

  #remember(link: StoredLink, base: Base, open: readonly Conflict[], close: readonly ConflictKey[]): void {
    Object.assign(link.base, base);
    for (const key of close) link.conflicts.delete(key);
    for (const conflict of open) {
      const known = link.conflicts.get(conflict.key);
      const values = known?.kind === 'overwritten' ? known.values : [];
      const kept: Conflict =
        conflict.kind === 'overwritten' ? { ...conflict, values: [...values, ...conflict.values] } : conflict;
      link.conflicts.set(conflict.key, kept);
      this.asked.push({ link: link.id, conflict: kept });
    }
  }

  #end(link: StoredLink, run: RunId): void {
    link.ended = true;
    this.#ends.add(`${run} ${link.id}`);
  }

  endedBy(run: RunId, link: LinkId): boolean {
    return this.#ends.has(`${run} ${link}`);
  }

  #record(link: StoredLink, row: Prepare, fields: readonly PendingField[]): void {
    for (const { rule, side, field, after } of row.intended) {
      const half = fields.find((each) => each.rule === rule)?.[side];
      const stored = half?.kind === 'written' ? half.stored : null;
      this.ledger.push({
        run: row.run,
        link: link.id,
        intent: row.pending?.intentId ?? null,
        record: link[side],
        side,
        rule,
        field,
        after,
        outcome: stored === null ? 'intended' : 'confirmed',
        stored,
      });
    }
  }

  commit(row: Commit): 'done' | 'stale' {
    const link = this.links.get(row.link);
    // The same sender's same commit; somebody who recovered it meanwhile may have judged otherwise.
    if (this.#committed.has(`${row.intentId} ${row.run}`)) return 'done';
    if (link === undefined || link.pending?.intentId !== row.intentId || link.rev !== row.rev) return 'stale';
    this.#committed.add(`${row.intentId} ${row.run}`);
    link.rev += 1;
    link.pending = null;
    this.#remember(link, row.base, row.open, []);
    for (const { rule, side, outcome, stored } of row.outcomes) {
      const entry = this.ledger.find(
        (each) => each.intent === row.intentId && each.rule === rule && each.side === side,
      );
      if (entry === undefined) continue;
      entry.outcome = outcome;
      entry.stored = stored;
    }
    // A request that outlived its sender: its run may have been reported meanwhile, and is put right.
    const reported = this.runs.get(row.run);
    if (reported !== undefined && row.outcomes.some(({ outcome }) => outcome === 'confirmed'))
      this.runs.set(row.run, mergeRows(reported, [{ record: link.id, outcome: 'updated', reason: null }]));
    if (row.end) this.#end(link, row.run);
    else this.announce({ kind: 'link', id: link.id });
    return 'done';
  }

  repoint({ link: id, rev, survivor }: Repoint): 'done' | 'stale' | 'taken' {
    const link = this.links.get(id);
    if (link === undefined || link.ended || link.rev !== rev || link.pending !== null) return 'stale';
    const taken = [...this.links.values()].some(
      (each) => !each.ended && each !== link && each.crm === survivor,
    );
    link.rev += 1;
    if (taken) {
      const key = 'survivorLinked' as ConflictKey;
      this.#remember(link, {}, [{ key, decision: null, kind: 'survivorLinked', survivor }], []);
      return 'taken';
    }
    link.aliases.push(link.crm);
    link.crm = survivor;
    link.conflicts.delete('survivorLinked' as ConflictKey);
    return 'done';
  }

  brake(intention: Intention): BrakeVerdict {
    this.intentions.push(intention);
    const { run, counts } = intention;
    const { limits } = this;
    const approved = this.#approved.get(run);
    if (limits === null || (approved !== undefined && isWithin(counts, approved))) return { kind: 'go' };
    const reasons = [
      ...(counts.updates > limits.updates ? [`${counts.updates} updates`] : []),
      ...(counts.deletes > limits.deletes ? [`${counts.deletes} deletes`] : []),
      ...counts.clears.filter(({ cleared, of }) => cleared / of > limits.clears).map(({ field }) => field),
      ...counts.moved.filter(({ amount }) => amount > limits.moved).map(({ amount }) => `${amount} moved`),
    ];
    if (reasons.length === 0) {
      this.braked.delete(run);
      return { kind: 'go' };
    }
    this.braked.add(run);
    this.#asked.set(run, counts);
    this.#approved.delete(run);
    this.#drawn.delete(run);
    return { kind: 'ask', reasons };
  }

  /** A person lets every run go that waits. */
  approve(): boolean {
    const waiting = [...this.braked].filter((run) => !this.#approved.has(run));
    for (const run of waiting) {
      const counts = this.#asked.get(run);
      if (counts !== undefined) this.#approved.set(run, counts);
    }
    return waiting.length > 0;
  }

  /** An approval covers as many records as were approved; one that the run comes back to is the same record. */
  #draw(run: RunId, link: string): void {
    const approved = this.#approved.get(run);
    // Where nothing is held back any more, nothing has to be approved.
    if (approved === undefined || this.limits === null) return;
    const drawn = this.#drawn.get(run) ?? new Set();
    this.#drawn.set(run, drawn.add(link));
    if (drawn.size > approved.updates + approved.deletes + approved.creates) this.beyond.add(run);
  }

  /** Rows that this run has confirmed writes for are updated, whatever the browser still knew of it after a crash. */
  report({ id, rows, ending }: RunReport): 'done' {
    if (ending === 'braked' || this.runs.has(id)) return 'done';
    const updated = this.ledger
      .filter(({ run, outcome }) => run === id && outcome === 'confirmed')
      .map(({ link }): RowOutcome => ({ record: link, outcome: 'updated', reason: null }));
    const seen = new Set(rows.map(({ record }) => record));
    this.runs.set(
      id,
      mergeRows(
        rows,
        updated.filter(({ record }) => seen.has(record)),
      ),
    );
    return 'done';
  }
}

const isWithin = (counts: Intention['counts'], approved: Intention['counts']): boolean =>
  counts.updates <= approved.updates &&
  counts.deletes <= approved.deletes &&
  counts.clears.every(({ side, field, cleared }) =>
    approved.clears.some((each) => each.side === side && each.field === field && cleared <= each.cleared),
  ) &&
  counts.moved.every(({ currency, amount }) =>
    approved.moved.some((each) => each.currency === currency && amount <= each.amount),
  );

const isUnwritten = ({ crm, erp }: PendingField): boolean => crm.kind === 'write' || erp.kind === 'write';

const asLink = (link: StoredLink): Link => ({
  id: link.id,
  rev: link.rev as Rev,
  crm: link.crm as CrmId,
  erp: link.erp as ErpId,
  aliases: link.aliases as CrmId[],
  base: { ...link.base } as Base,
  conflicts: [...link.conflicts.values()],
  pending: link.pending,
});
