// Long because it is every port of one engine, each as simple as its contract allows; apart they would hide who calls whom.
import { vi } from 'vitest';
import type { Answer } from '../../lib/sync/answer.ts';
import type { SideCapabilities } from '../../lib/sync/capabilities.ts';
import type {
  ConflictKey,
  CrmId,
  Cursor,
  ErpId,
  FieldName,
  IntentId,
  LinkId,
  MappingVersion,
  Rev,
  RuleKey,
  RunId,
  ServerTime,
  Version,
} from '../../lib/sync/ids.ts';
import type { BasePair, Conflict, Link, Pending } from '../../lib/sync/link.ts';
import type {
  BrakeVerdict,
  Commit,
  Dirty,
  ErpChanges,
  FeedPage,
  LinkView,
  Ports,
  Prepare,
  Prepared,
  Repoint,
  Side,
  StoredState,
  WriteOutcome,
  WriteRow,
} from '../../lib/sync/ports.ts';
import { type Engine, protocol } from '../../lib/sync/protocol.ts';
import type { Cell, Cells, Found, HistoryEntry, Reading } from '../../lib/sync/reading.ts';
import type { FieldRule, Mapping } from '../../lib/sync/rule.ts';
import { mergeRows } from '../../lib/sync/runState.ts';
import { readItems } from '../../lib/sync/step/readItems.ts';
import { type BatchResult, syncBatch } from '../../lib/sync/syncBatch.ts';
import { asValue, BLANK, type Scalar, type Seen, type Stored, UNSEEN } from '../../lib/sync/value.ts';

/*
 * Both systems, the ERP API and the browser's store in memory, each as simple as its contract allows and with every call recorded.
 * What goes wrong is scripted by the test, one answer at a time; what goes wrong by chance is the simulator's.
 */

export const answered = <T>(value: T): Answer<T> => ({ kind: 'answered', value });
export const LOST = { kind: 'lost' } as const;
export const OFFLINE = { kind: 'notSent', reason: 'offline' } as const;

export const RUN = 'R1' as RunId;
export const A = 'A' as CrmId;
export const E = 'E' as ErpId;
export const L = 'L' as LinkId;
export const ofLink = (id: string): Dirty => ({ kind: 'link', id: id as LinkId });
export const ofCrm = (id: string): Dirty => ({ kind: 'crm', id: id as CrmId });
export const ofErp = (id: string): Dirty => ({ kind: 'erp', id: id as ErpId });

/** `undefined` = hidden from this user, null = nothing there. */
type Shown = Scalar | null | undefined;

export const seen = (value: Shown): Seen =>
  value === undefined ? UNSEEN : value === null ? BLANK : asValue(value);
const stored = (value: Scalar | null): Stored => (value === null ? BLANK : asValue(value));
export const pair = (crm: Scalar | null, erp: Scalar | null = crm): BasePair => ({
  crm: stored(crm),
  erp: stored(erp),
});
export const entry = (at: number, value: Scalar | null): HistoryEntry => ({
  at: at as ServerTime,
  value: stored(value),
});

export const cell = (value: Shown, more: Partial<Cell> = {}): Cell => ({
  seen: seen(value),
  changedAt: null,
  history: null,
  ...more,
});
export const cells = (values: Readonly<Record<string, Shown | Cell>>): Cells =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      typeof value === 'object' && value !== null ? value : cell(value),
    ]),
  );

export const found = <Id extends CrmId | ErpId>(
  id: Id,
  values: Readonly<Record<string, Shown | Cell>>,
  more: Partial<Found<Id>> = {},
): Found<Id> => ({
  kind: 'found',
  id,
  version: 'v1' as Version,
  modifiedAt: 1_000 as ServerTime,
  readAt: 9_000 as ServerTime,
  openDocuments: false,
  cells: cells(values),
  ...more,
});
export const deleted = <Id extends CrmId | ErpId>(
  last: Readonly<Record<string, Shown>> | null = null,
  mergedInto: Id | null = null,
): Reading<Id> => ({ kind: 'deleted', mergedInto, last: last === null ? null : cells(last) });
export const ABSENT = { kind: 'absent' } as const;

/** A field of the same name on both sides, `X` in the CRM and `x` in the ERP, that flows both ways. */
export const rule = (name: string, more: object = {}): FieldRule =>
  ({
    key: name as RuleKey,
    crmField: name.toUpperCase() as FieldName,
    erpField: name as FieldName,
    form: { toCrm: (value) => value, toErp: (value) => value },
    blanks: 'keep',
    group: null,
    askAbove: null,
    owner: 'shared',
    flow: { direction: 'both', policy: 'ask', firstTime: 'ask' },
    ...more,
  }) as FieldRule;
export const mappingOf = (...rules: readonly FieldRule[]): Mapping => ({
  version: 1 as MappingVersion,
  rules,
});

export const linkOf = (more: Partial<Link> = {}): Link => ({
  id: L,
  rev: 1 as Rev,
  crm: A,
  erp: E,
  aliases: [],
  base: {},
  conflicts: [],
  pending: null,
  ...more,
});
export const pendingOf = (more: Partial<Pending> = {}): Pending => ({
  intentId: 'I0' as IntentId,
  runId: 'R0' as RunId,
  fields: [],
  archive: null,
  versions: { crm: 'v1' as Version, erp: 'v1' as Version },
  ...more,
});
export const questionAbout = (name: string, crm: Scalar | null, erp: Scalar | null): Conflict => ({
  key: `field:${name}` as ConflictKey,
  decision: null,
  kind: 'fields',
  reason: 'bothChanged',
  fields: [{ rule: name as RuleKey, ...pair(crm, erp) }],
});

const EXACT: SideCapabilities = { locking: 'lock', history: false, stampMs: null };

/** Stores what it is sent, and says so. */
const sideOf = <Id extends CrmId | ErpId>() => {
  const records = new Map<Id, Reading<Id>>();
  let writes = 0;
  const store = (row: WriteRow<Id>): WriteOutcome<Id> => {
    const record = records.get(row.id);
    if (record?.kind !== 'found') return { kind: 'gone' };
    if (row.expected !== null && row.expected !== record.version) return { kind: 'stale' };
    if (row.change.kind === 'archive') {
      records.set(row.id, { kind: 'deleted', mergedInto: null, last: record.cells });
      return { kind: 'written', id: row.id, stored: null };
    }
    writes += 1;
    const now = Object.entries(row.change.fields).map(([field, after]): [string, Stored] => [
      field,
      after.kind === 'cleared' ? BLANK : after,
    ]);
    const changed = now.map(([field, value]): [string, Cell] => [
      field,
      { seen: value, changedAt: null, history: null },
    ]);
    records.set(row.id, {
      ...record,
      version: `w${writes}` as Version,
      cells: { ...record.cells, ...Object.fromEntries(changed) },
    });
    return { kind: 'written', id: row.id, stored: Object.fromEntries(now) };
  };
  const read: Side<Id>['read'] = (ids) =>
    Promise.resolve(answered(ids.map((id) => records.get(id) ?? ABSENT)));
  const write: Side<Id>['write'] = (rows) => Promise.resolve(answered(rows.map(store)));
  return { capabilities: EXACT, records, read: vi.fn(read), write: vi.fn(write) };
};

/** The links, as the ERP API keeps them. */
class LinkBook {
  readonly views = new Map<LinkId, LinkView>();

  put(link: Link, pending: LinkView['pending'] = link.pending === null ? 'none' : 'expired'): void {
    this.views.set(link.id, { link, pending });
  }

  link(id: LinkId = L): Link | null {
    return this.views.get(id)?.link ?? null;
  }

  behind(dirty: readonly Dirty[]): readonly LinkView[] {
    const ids = new Set<string>(dirty.map(({ id }) => id));
    return [...this.views.values()].filter(({ link }) =>
      [link.id, link.crm, link.erp, ...link.aliases].some((id) => ids.has(id)),
    );
  }

  prepare({ link: id, rev, base, open, close, pending, end }: Prepare): Prepared {
    const link = this.link(id);
    if (link === null || link.rev !== rev || link.pending !== null) return { kind: 'stale' };
    if (end) this.views.delete(id);
    else
      this.#change(link, { base: { ...link.base, ...base }, conflicts: merged(link, open, close), pending });
    return pending === null
      ? { kind: 'done' }
      : { kind: 'pending', rev: (link.rev + 1) as Rev, holdMs: 60_000, fields: pending.fields };
  }

  commit({ link: id, rev, intentId, base, open, end }: Commit): 'done' | 'stale' {
    const link = this.link(id);
    if (link?.pending?.intentId !== intentId || link.rev !== rev) return 'stale';
    if (end) this.views.delete(id);
    else
      this.#change(link, {
        base: { ...link.base, ...base },
        conflicts: merged(link, open, []),
        pending: null,
      });
    return 'done';
  }

  repoint({ link: id, survivor }: Repoint): 'done' | 'stale' {
    const link = this.link(id);
    if (link === null) return 'stale';
    this.#change(link, { crm: survivor, aliases: [...link.aliases, link.crm] });
    return 'done';
  }

  #change(link: Link, change: Partial<Link>): void {
    this.put({ ...link, rev: (link.rev + 1) as Rev, ...change }, 'none');
  }
}

const merged = (
  link: Link,
  open: readonly Conflict[],
  close: readonly ConflictKey[],
): readonly Conflict[] => {
  const replaced = new Set([...close, ...open.map(({ key }) => key)]);
  return [...link.conflicts.filter(({ key }) => !replaced.has(key)), ...open];
};

const erpApiOf = (book: LinkBook, mapping: Mapping) => {
  const say = <T>(value: T): Promise<Answer<T>> => Promise.resolve(answered(value));
  const api: Ports['erp'] = {
    changes: () => say<ErpChanges>({ dirty: [], next: 'c1' as Cursor, more: false }),
    mapping: () => say(mapping),
    links: (dirty) => say(book.behind(dirty)),
    prepare: (rows) => say(rows.map((row) => book.prepare(row))),
    commit: (rows) => say(rows.map((row) => book.commit(row))),
    repoint: (rows) => say(rows.map((row) => book.repoint(row))),
    lease: () => say('granted'),
    brake: () => say<BrakeVerdict>({ kind: 'go' }),
    report: () => say('done'),
  };
  return {
    changes: vi.fn(api.changes),
    mapping: vi.fn(api.mapping),
    links: vi.fn(api.links),
    prepare: vi.fn(api.prepare),
    commit: vi.fn(api.commit),
    repoint: vi.fn(api.repoint),
    lease: vi.fn(api.lease),
    brake: vi.fn(api.brake),
    report: vi.fn(api.report),
  };
};

const storeOf = () => {
  let state: StoredState = { positions: null, dirty: [], run: null };
  const put = (change: Partial<StoredState>) => {
    state = { ...state, ...change };
  };
  const store: Ports['store'] = {
    load: () => Promise.resolve(state),
    saveDiscovery: async ({ positions, dirty }) => put({ positions, dirty: [...state.dirty, ...dirty] }),
    saveRun: async (run) => put({ run }),
    settle: async ({ dirty, outcomes, again }) => {
      const left = state.dirty.filter((each) => !dirty.some(({ id }) => id === each.id));
      put({ dirty: [...left, ...again] });
      if (state.run !== null) put({ run: { ...state.run, rows: mergeRows(state.run.rows, outcomes) } });
    },
  };
  return {
    put,
    state: () => state,
    load: vi.fn(store.load),
    saveDiscovery: vi.fn(store.saveDiscovery),
    saveRun: vi.fn(store.saveRun),
    settle: vi.fn(store.settle),
  };
};

/** An engine over systems in memory: nothing is in them yet, everybody answers, no time passes. */
export const engineOf = (mapping: Mapping, more: Partial<Ports> = {}) => {
  const book = new LinkBook();
  const crm = sideOf<CrmId>();
  const erpRecords = sideOf<ErpId>();
  const erp = erpApiOf(book, mapping);
  const store = storeOf();
  const changes: Ports['feed']['changes'] = () =>
    Promise.resolve(answered<FeedPage>({ changes: [], more: false, readAt: null }));
  const feed = { changes: vi.fn(changes) };
  const clock = { now: 0, elapsed: () => clock.now, wait: vi.fn((_ms: number) => Promise.resolve()) };
  let ids = 0;
  const engine: Engine = {
    ports: {
      pair: { isOurs: () => true },
      crm,
      feed,
      erp,
      erpRecords,
      erpInTransaction: false,
      create: null,
      orders: null,
      store,
      clock,
      newId: () => {
        ids += 1;
        return `I${ids}`;
      },
      ...more,
    },
    settings: {
      requestMs: 10_000,
      overlapMs: 500,
      settledMs: 100,
      toleranceMs: 1_000,
      batchSize: 2,
      readSize: 2,
      keptReadings: 100,
      attempts: 3,
    },
    protocol,
  };
  return { engine, mapping, book, crm, erpRecords, erp, store, feed, clock };
};

/** A batch of dirty things from the first reading on; null = somebody did not answer. */
export const readAndSync = async (
  { engine, mapping }: Pick<ReturnType<typeof engineOf>, 'engine' | 'mapping'>,
  dirty: readonly Dirty[],
  mayWrite = true,
): Promise<BatchResult | null> => {
  const read = await readItems(engine, mapping, dirty);
  return read === null ? null : syncBatch(engine, RUN, mapping, { read, mayWrite });
};
