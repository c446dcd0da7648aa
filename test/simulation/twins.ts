import type { Resembling } from '../../lib/sync/create/creator.ts';
import { valuesOf } from '../../lib/sync/create/draft.ts';
import type {
  Candidate,
  Doubt,
  Found,
  Recorded,
  Release,
  Settle,
  Settled,
  Single,
  Standing,
  TwinId,
} from '../../lib/sync/create/ports.ts';
import type { CrmId, ErpId, LinkId, TwinKey } from '../../lib/sync/ids.ts';
import type { BasePair, PendingField } from '../../lib/sync/link.ts';
import { otherSide, type SideName } from '../../lib/sync/rule.ts';
import type { Stored } from '../../lib/sync/value.ts';
import type { ErpApi, StoredLink } from './erpApi.ts';
import type { Rights, System, Witness } from './system.ts';

interface StoredClaim {
  readonly key: TwinKey;
  readonly of: Single;
  attempt: number;
  expiresAt: number;
  record: TwinId | null;
}

/** A link that nobody made by hand. */
interface AutoLink {
  readonly crm: string;
  readonly erp: string;
}

const HOLD_MS = 90_000;
const NOT_LINKED = { code: 'notLinked', message: 'What it belongs to has no link yet.' };

/** The ERP API's half of creation. Who may be whose twin is written down beforehand: matching itself is not simulated. */
export class Twins {
  readonly autoLinks: AutoLink[] = [];
  readonly claims = new Map<TwinKey, StoredClaim>();
  readonly suspects = new Map<string, TwinKey>();
  /** Records that a person is asked about, with the answer: it is none of those. */
  readonly questions = new Map<string, { wanted: boolean }>();
  /** By source. */
  readonly made = new Map<string, LinkId>();
  readonly madeIn = new Set<string>();
  /** By CRM record: ERP records that look like it. */
  readonly alike = new Map<string, readonly { readonly id: string; readonly certain: boolean }[]>();
  /** CRM records that wait for what they belong to; whoever settles one as waiting has it remembered. */
  readonly #waiting = new Set<CrmId>();
  /** When what they belong to is linked; null = nobody waits. */
  parentsAt: number | null = null;
  readonly #api: ErpApi;
  readonly #erp: System;
  readonly #now: () => number;
  /** Links that a merged record had when it came to be: they are its twin's. */
  readonly heirs = new Map<string, readonly LinkId[]>();
  /** Records that were given another twin all the same. */
  readonly disinherited = new Set<string>();

  constructor(api: ErpApi, erp: System, now: () => number) {
    this.#api = api;
    this.#erp = erp;
    this.#now = now;
  }

  look(of: Single, twinKey: TwinKey | null = null, found: readonly Resembling[] = []): Standing {
    const links = [...this.#api.links.values()].filter((link) => isOf(link, of));
    const living = links.find(({ ended }) => !ended);
    if (living !== undefined) return { kind: 'linked', link: living.id };
    if (links.length > 0) return { kind: 'leftAlone' };
    if (this.suspects.has(of.id) || (twinKey !== null && this.claims.has(twinKey)))
      return { kind: 'leftAlone' };
    const question = this.questions.get(of.id);
    if (question?.wanted === false) return { kind: 'asked' };
    const claim = [...this.claims.values()].find((each) => each.of.id === of.id);
    if (claim !== undefined && claim.expiresAt > this.#now()) return { kind: 'live' };
    const candidates = this.#candidates(of, found);
    if (candidates.length === 0 && this.#waits(of)) return { kind: 'waiting', reason: NOT_LINKED };
    return { kind: 'free', candidates, wanted: question?.wanted === true };
  }

  #waits({ side, id }: Single): boolean {
    return side === 'crm' && id.charCodeAt(id.length - 1) % 2 === 0 && this.#now() < (this.parentsAt ?? 0);
  }

  /** Those whose parents have been linked since they were remembered, once each. */
  woken(): readonly CrmId[] {
    if (this.#now() < (this.parentsAt ?? 0)) return [];
    const ids = [...this.#waiting];
    this.#waiting.clear();
    return ids;
  }

  #candidates({ side, id }: Single, found: readonly Resembling[]): Candidate[] {
    if (side === 'erp')
      return found
        .filter((each) => this.alike.get(each.id)?.some((other) => other.id === id))
        .map((each) => ({ id: each.id, certain: false, linked: false }));
    return (this.alike.get(id) ?? []).map((each) => ({
      id: each.id as ErpId,
      certain: each.certain,
      linked: [...this.#api.links.values()].some(({ ended, erp }) => !ended && erp === each.id),
    }));
  }

  settle(row: Settle, rights: Rights, witness: Witness): Settled {
    const { of, key } = row;
    const standing = this.look(of, null, row.found);
    if (standing.kind === 'linked')
      return { ...standing, made: this.madeIn.has(`${row.run} ${standing.link}`) };
    if (standing.kind === 'waiting' && row.kind === 'wait') this.#waiting.add(of.id as CrmId);
    if (standing.kind !== 'free') return standing;
    if (this.#api.mapping.version !== row.mapping) return { kind: 'stale' };
    if (standing.candidates.map(({ id }) => id).join() !== row.candidates.join()) return { kind: 'stale' };
    switch (row.kind) {
      case 'wait':
        return { kind: 'stale' };
      case 'ask':
        this.questions.set(of.id, { wanted: false });
        return { kind: 'asked' };
      case 'link': {
        const link = this.#join(of, row.twin);
        if (link === null) return { kind: 'stale' };
        this.autoLinks.push({ crm: link.crm, erp: link.erp });
        return { kind: 'linked', link: link.id, made: false };
      }
      case 'make': {
        this.#noteHeirs(of);
        const made = this.#erp.create({ key, fields: valuesOf(row.draft, 'erp') }, rights, witness);
        if (made.kind === 'refused') return made;
        if (made.kind === 'exists') throw new Error('A key was free, and its record is there.');
        const link = this.#join(of, made.id as ErpId);
        if (link === null) throw new Error('A new record was linked already.');
        this.made.set(of.id, link.id);
        this.madeIn.add(`${row.run} ${link.id}`);
        Object.assign(link.base, basesOf(row.draft.fields, made.stored));
        return { kind: 'linked', link: link.id, made: true };
      }
      case 'claim': {
        this.#noteHeirs(of);
        const known = this.claims.get(key);
        const attempt = (known?.attempt ?? 0) + 1;
        const expiresAt = this.#now() + HOLD_MS + row.visibleMs;
        this.claims.set(key, { key, of, attempt, expiresAt, record: known?.record ?? null });
        return { kind: 'claimed', attempt, holdMs: HOLD_MS, given: {} };
      }
    }
  }

  #noteHeirs({ id }: Single): void {
    const links = this.heirs.get(id) ?? [];
    if (links.some((link) => this.#api.links.get(link)?.ended === false)) this.disinherited.add(id);
  }

  #join(of: Single, twin: string): StoredLink | null {
    return of.side === 'crm' ? this.#api.connect(of.id, twin) : this.#api.connect(twin, of.id);
  }

  record(row: Found): Recorded {
    const claim = this.claims.get(row.key);
    if (claim === undefined) return { kind: 'stale' };
    const { of } = claim;
    this.suspect(row.key, row.others);
    if (
      claim.record === null &&
      this.look(of).kind !== 'linked' &&
      this.#isFree(otherSide(of.side), row.id)
    ) {
      const link = this.#join(of, row.id);
      if (link !== null) {
        claim.record = row.id;
        this.suspects.delete(row.id);
        claim.expiresAt = 0;
        this.made.set(of.id, link.id);
        this.madeIn.add(`${row.run} ${link.id}`);
        Object.assign(link.base, row.base);
        return { kind: 'twin', link: link.id };
      }
    }
    const standing = [...this.#api.links.values()].find((link) => isOf(link, of) && !link.ended);
    const isTwin = claim.record === row.id;
    if (!isTwin && standing !== undefined) this.suspect(row.key, [row.id]);
    if (standing === undefined) {
      claim.record = row.id;
      this.questions.set(of.id, { wanted: false });
      return { kind: 'taken' };
    }
    const { id: link } = standing;
    if (!isTwin) return { kind: 'extra', link };
    return { kind: this.madeIn.has(`${row.run} ${link}`) ? 'twin' : 'known', link };
  }

  #isFree(side: SideName, id: string): boolean {
    return ![...this.#api.links.values()].some((link) => !link.ended && link[side] === id);
  }

  release({ key, attempt, ask }: Release): void {
    const claim = this.claims.get(key);
    if (claim === undefined || claim.attempt !== attempt || claim.record !== null) return;
    if (attempt === 1) this.claims.delete(key);
    else claim.expiresAt = 0;
    if (ask !== null) this.questions.set(claim.of.id, { wanted: false });
  }

  doubts(): Doubt[] {
    return [...this.claims.values()]
      .filter(
        ({ attempt, record, expiresAt }) => expiresAt <= this.#now() && (attempt > 1 || record === null),
      )
      .map(({ key, of, record }) => ({
        key,
        side: otherSide(of.side),
        known: [
          ...(record === null ? [] : [record]),
          ...[...this.suspects].flatMap(([id, of]) => (of === key ? [id as TwinId] : [])),
        ],
      }));
  }

  suspect(key: TwinKey, ids: readonly TwinId[]): 'done' {
    for (const id of ids) this.suspects.set(id, key);
    return 'done';
  }

  /** Sources of claims that have run out, to be looked at again by somebody. */
  expired(): Single[] {
    return [...this.claims.values()]
      .filter(({ record, expiresAt }) => record === null && expiresAt <= this.#now())
      .map(({ of }) => of);
  }
}

const basesOf = (
  fields: readonly PendingField[],
  stored: Readonly<Record<string, Stored>> | null,
): Record<string, BasePair> => {
  const base: Record<string, BasePair> = {};
  for (const { rule, crm, fields: names } of fields) {
    const erp = stored?.[names.erp];
    if (crm.kind === 'kept' && erp !== undefined) base[rule] = { crm: crm.stored, erp };
  }
  return base;
};

const isOf = (link: StoredLink, { side, id }: Single): boolean =>
  side === 'erp' ? link.erp === id : link.crm === id || link.aliases.includes(id as CrmId);
