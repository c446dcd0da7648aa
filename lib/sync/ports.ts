import type { Answer, Refused } from './answer.ts';
import type { SideCapabilities } from './capabilities.ts';
import type { CreatePorts } from './create/ports.ts';
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
  RunId,
  ServerTime,
  Version,
} from './ids.ts';
import type { IntendedEntry, Loser, OutcomeEntry } from './ledger.ts';
import type { Base, Conflict, Link, Pending, PendingField } from './link.ts';
import type { AutoOrder } from './order/autoOrder.ts';
import type { Counts, Planned } from './planning/planned.ts';
import type { Reading } from './reading.ts';
import type { Mapping } from './rule.ts';
import type { RowOutcome, RunReport, RunState } from './runState.ts';
import type { Stored, Written } from './value.ts';

export type { Answer, Refused } from './answer.ts';

/** Ordered by (modified, id), by the server's clock; `after` is the last row of the page before. */
export interface FeedPlace {
  readonly modifiedAt: ServerTime;
  readonly id: CrmId;
}
export interface FeedPage {
  readonly changes: readonly FeedPlace[];
  readonly more: boolean;
  /** The server's clock, no later than when it looked; null = it does not tell. */
  readonly readAt: ServerTime | null;
}
export interface CrmFeed {
  /** `since` null = everything that this user sees. Deleted and merged records are in it as long as the CRM remembers them. */
  changes(since: ServerTime | null, after: FeedPlace | null): Promise<Answer<FeedPage>>;
}

export interface WriteRow<Id> {
  readonly id: Id;
  readonly change:
    | { readonly kind: 'fields'; readonly fields: Readonly<Record<FieldName, Written>> }
    | { readonly kind: 'archive' };
  /** The version that is replaced; null where the side has no conditional writes. */
  readonly expected: Version | null;
}
export type WriteOutcome<Id> =
  /** `id`: another one where the record was merged away in that very moment. `stored`: what the side made of it, from the answer or the same transaction; null where it does not say. */
  | {
      readonly kind: 'written';
      readonly id: Id;
      readonly stored: Readonly<Record<FieldName, Stored>> | null;
    }
  | { readonly kind: 'stale' }
  | { readonly kind: 'gone' }
  /** A validation rule, a missing right: nothing of this row was stored. */
  | { readonly kind: 'refused'; readonly fields: readonly FieldName[]; readonly reason: Refused };

/** One system's records. Answers come in the order of the question, one per row. */
export interface Side<Id> {
  readonly capabilities: SideCapabilities;
  read(ids: readonly Id[]): Promise<Answer<readonly Reading<Id>[]>>;
  write(rows: readonly WriteRow<Id>[]): Promise<Answer<readonly WriteOutcome<Id>[]>>;
}

/** Something that a run has to look at. */
export type Dirty =
  | { readonly kind: 'crm'; readonly id: CrmId }
  | { readonly kind: 'erp'; readonly id: ErpId }
  | { readonly kind: 'link'; readonly id: LinkId };

export interface LinkView {
  readonly link: Link;
  /** `live`: its owner may still be writing. `expired`: by the ERP API's clock every request of it has ended. */
  readonly pending: 'none' | 'live' | 'expired';
}

export interface ErpChanges {
  readonly dirty: readonly Dirty[];
  readonly next: Cursor;
  readonly more: boolean;
}

/** Who changed the CRM's side of a question, and when, as far as the CRM tells; `record`: the last change of any of its fields. */
export interface CrmChange {
  readonly of: 'field' | 'record';
  readonly at: ServerTime;
  /** The CRM's own id of its user. */
  readonly by: string | null;
}
/** By the key of the question that is opened. */
export type CrmChanges = Readonly<Record<ConflictKey, CrmChange>>;

export interface Prepare {
  readonly link: LinkId;
  readonly rev: Rev;
  readonly mapping: MappingVersion;
  /** If-Match on the ERP row that was read; an external ERP checks it when it is written. */
  readonly erpVersion: Version | null;
  readonly base: Base;
  readonly open: readonly Conflict[];
  /** Absent = nothing is opened, or nothing told. */
  readonly crmChanged?: CrmChanges;
  readonly close: readonly ConflictKey[];
  readonly losers: readonly Loser[];
  readonly intended: readonly IntendedEntry[];
  /** null = nothing to write, only to remember. */
  readonly pending: Pending | null;
  readonly end: boolean;
  readonly run: RunId;
}
export type Prepared =
  /** `holdMs` from the ERP API's receipt on; `fields` with what an ERP inside the transaction has stored already. */
  | {
      readonly kind: 'pending';
      readonly rev: Rev;
      readonly holdMs: number;
      readonly fields: readonly PendingField[];
    }
  | { readonly kind: 'done' }
  /** Another rev, mapping or ERP row, a live intent, no such link any more: read and plan again. */
  | { readonly kind: 'stale' }
  /** The ERP's own rules refused its half; nothing was stored. */
  | { readonly kind: 'refused'; readonly fields: readonly FieldName[]; readonly reason: Refused };

export interface Commit {
  readonly link: LinkId;
  readonly rev: Rev;
  readonly intentId: IntentId;
  readonly run: RunId;
  readonly base: Base;
  readonly open: readonly Conflict[];
  /** Absent = nothing is opened, or nothing told. */
  readonly crmChanged?: CrmChanges;
  readonly outcomes: readonly OutcomeEntry[];
  /** The twin was archived: the link ends here. */
  readonly end: boolean;
}

export interface Repoint {
  readonly link: LinkId;
  readonly rev: Rev;
  readonly survivor: CrmId;
}

export interface Intention {
  readonly run: RunId;
  readonly counts: Counts;
  /** Some of the changes, for a person to look at. */
  readonly sample: readonly Planned[];
}
export type BrakeVerdict =
  | { readonly kind: 'go' }
  /** More than the settings allow at once: a person is asked there. `reasons` name what, in sentences. */
  | { readonly kind: 'ask'; readonly reasons: readonly string[] };

/** The ERP API's half of the protocol: every method is one transaction there, compare-and-set on what it names. */
export interface ErpApi {
  /**
   * ERP records that changed, links that people touched, links whose intent and records whose claim has expired. From null on: every
   * link, and where twins are made in the CRM every record.
   */
  changes(cursor: Cursor | null): Promise<Answer<ErpChanges>>;
  mapping(): Promise<Answer<Mapping>>;
  /** The active links behind the dirty things, each once; those without a link are left out. */
  links(dirty: readonly Dirty[]): Promise<Answer<readonly LinkView[]>>;
  prepare(rows: readonly Prepare[]): Promise<Answer<readonly Prepared[]>>;
  /** Refused unless `rev` and intent are the standing ones. Repeating a commit that happened answers `done`. */
  commit(rows: readonly Commit[]): Promise<Answer<readonly ('done' | 'stale')[]>>;
  /** The CRM record now answers under another id. `taken`: that one has a link of its own; a conflict is opened here. */
  repoint(rows: readonly Repoint[]): Promise<Answer<readonly ('done' | 'stale' | 'taken')[]>>;
  /** Only saves calls; nothing relies on it. */
  lease(): Promise<Answer<'granted' | 'taken'>>;
  /** Asked once per run, with all that it would write; only where it would write something. A person's approval makes it `go`. */
  brake(intention: Intention): Promise<Answer<BrakeVerdict>>;
  /** Idempotent by run id; one that was braked is told of again when it has ended. */
  report(report: RunReport): Promise<Answer<'done'>>;
}

/** This browser's database. Each method is one transaction. */
export interface LocalStore {
  load(): Promise<StoredState>;
  /** A page of discovery: dirty things and the position behind it, together or not at all. */
  saveDiscovery(page: Discovery): Promise<void>;
  saveRun(run: RunState | null): Promise<void>;
  /** These are dealt with: off the dirty set, their outcomes into the run; `again` stays dirty for a later run. */
  settle(dealt: Dealt): Promise<void>;
}
interface Dealt {
  readonly dirty: readonly Dirty[];
  readonly outcomes: readonly RowOutcome[];
  readonly again: readonly Dirty[];
}
export interface StoredState {
  readonly positions: Positions | null;
  readonly dirty: readonly Dirty[];
  readonly run: RunState | null;
}
/** Belong to one user and one mapping version: users see different records, a new mapping sees all of them anew. */
export interface Positions {
  readonly mapping: MappingVersion;
  readonly watermark: ServerTime | null;
  readonly cursor: Cursor | null;
}
export interface Discovery {
  readonly positions: Positions;
  readonly dirty: readonly Dirty[];
}

/** Milliseconds that go on while the computer sleeps. Only differences mean anything: the client's clock may be a day off. */
interface ElapsedClock {
  elapsed(): number;
  wait(ms: number): Promise<void>;
}

/** Two kinds of record of one CRM org that are kept alike. */
export interface Pair {
  /** Whether this is a record of the pair. A link's id does not tell: its records do. */
  isOurs(dirty: Dirty): boolean;
}

export interface Ports {
  readonly pair: Pair;
  readonly crm: Side<CrmId>;
  readonly feed: CrmFeed;
  readonly erp: ErpApi;
  readonly erpRecords: Side<ErpId>;
  /** The ERP is written inside the ERP API's transaction; `erpRecords.write` is then never called. */
  readonly erpInTransaction: boolean;
  /** null = records without a link are left alone. */
  readonly create: CreatePorts | null;
  /** null = not for this pair, or switched off. */
  readonly orders: AutoOrder | null;
  readonly store: LocalStore;
  readonly clock: ElapsedClock;
  /** A new identifier, never the same twice. */
  readonly newId: () => string;
}

export interface SyncSettings {
  /** The longest time from sending a request to its effect. */
  readonly requestMs: number;
  /** How much of the feed is read again: longer than a change can stay invisible. */
  readonly overlapMs: number;
  /** A feed that was read to its end is behind the server's clock by this and `overlapMs`, however long ago the last change was. */
  readonly settledMs: number;
  /** How far two servers' clocks may be apart. */
  readonly toleranceMs: number;
  /** Records that are prepared and written together. */
  readonly batchSize: number;
  /** Dirty things that are read together when a run is planned. */
  readonly readSize: number;
  /** How many readings of the planning pass are kept in memory for the writing; beyond it they are read again. */
  readonly keptReadings: number;
  /** How often a record that changed under our hands is planned again within one run. */
  readonly attempts: number;
}
