// Long because it is the whole of what is said about a sync, a schema per message, to be read beside the table of senders.
import type { RecordPage } from '../crm/port.ts';
import type { SyncConfig } from '../erp/api/config.ts';
import type { ErpObject } from '../erp/api/erpFields.ts';
import type { Role } from '../erp/api/me.ts';
import type { CrmSystem, RecordRef } from '../erp/api/record.ts';
import type { BrakeFacts } from '../erp/api/sync/brake.ts';
import type { RunCounts, RunResult, RunTrigger } from '../erp/api/sync/run.ts';
import type { Stored } from '../erp/api/sync/values.ts';
import type { PlannedCause } from '../erp/client/sync/plannedSample.ts';
import type { Failure } from '../failure.ts';
import type { FieldType } from '../mapping/field.ts';

/** Spec §5: Idle · Syncing · Success · Partial · Failed (retry scheduled) · Conflict (review needed). */
export type SyncState = 'idle' | 'syncing' | RunResult;

type SyncPhase = 'discovering' | 'planning' | 'syncing' | 'reporting';

export interface SyncProgress {
  readonly phase: SyncPhase;
  /** Records dealt with, over everything that this sync runs through. */
  readonly done: number;
  /** null = still being found out. */
  readonly total: number | null;
  readonly ratePerMinute: number | null;
  readonly msLeft: number | null;
}

/** The sync that is under way. */
export interface ActiveSync {
  /** The sync id: it is in every log line and in the ERP API's history. */
  readonly id: string;
  readonly trigger: RunTrigger;
  /** Epoch ms, this device's clock. */
  readonly startedAt: number;
  readonly progress: SyncProgress;
  /** Somebody asked to stop it: it ends with the batch that it is in. */
  readonly isCancelling: boolean;
}

/** How the last sync of this browser ended. */
export interface FinishedSync {
  readonly id: string;
  readonly trigger: RunTrigger;
  readonly finishedAt: number;
  readonly durationMs: number;
  /** `cancelled`: what was done stays, the rest waits for the next one. */
  readonly result: RunResult | 'cancelled';
  readonly counts: RunCounts;
  /** What kept it from its end; null = it came to its end. */
  readonly failure: Failure | null;
}

/** Why nothing is synced at this moment. `off` and `paused` are the company's; `policy` the browser policy's. */
export type HoldReason =
  | 'notConnected'
  | 'policy'
  | 'off'
  | 'paused'
  | 'role'
  | 'authExpired'
  | 'rateLimited'
  | 'offline'
  | 'storage'
  | 'brake';

export interface SyncHold {
  readonly reason: HoldReason;
  /** Which system it is about; null = all of them. */
  readonly system: CrmSystem | 'erp' | null;
  /** Which of its orgs or portals, as a `SyncConnection` names it; null = not about one. */
  readonly org: string | null;
  /** Epoch ms when it ends by itself; null = when somebody acts. */
  readonly until: number | null;
}

export interface SyncConnection {
  readonly system: CrmSystem;
  /** As records name it: a My Domain host or a portal's id. */
  readonly org: string;
  readonly label: string;
  readonly state: 'connected' | 'authExpired' | 'rateLimited';
  /** Epoch ms of the last sync that came to its end here; null = none yet. */
  readonly lastSyncAt: number | null;
  /** Epoch ms until which its limits let nothing through; null = they do. */
  readonly pausedUntil: number | null;
  /** Calls of the day as the CRM last counted them; null = it did not say. */
  readonly calls: { readonly used: number; readonly limit: number } | null;
}

/** A run that would change more than the company lets pass unasked; it has written nothing. */
export interface StoppedRun {
  readonly run: string;
  /** null = another person's run, of which this browser cannot tell. */
  readonly system: CrmSystem | null;
  /** A My Domain host or a portal's id; null = as above. */
  readonly org: string | null;
  readonly object: string;
  readonly erpObject: ErpObject;
  /** An administrator other than the run's owner has to approve. */
  readonly needsSecond: boolean;
  /** Whose run it is; null = this person's own. */
  readonly user: string | null;
  /** What would happen in all: records, but for `clears`, which are fields. */
  readonly counts: {
    readonly creates: number;
    readonly updates: number;
    readonly clears: number;
    readonly deletes: number;
  };
  readonly reasons: readonly StoppedReason[];
}

/** Why a run was stopped. */
export interface StoppedReason {
  /** The ERP API's own sentence, for where it tells no more. */
  readonly message: string;
  readonly facts: BrakeFacts | null;
  /** What people call the field that it is about; null = it is about none, or no label is known. */
  readonly label: string | null;
}

/** As it is shown to whoever decides. */
export interface BrakeQuestion extends StoppedRun {
  readonly sample: readonly PlannedChange[];
}

export interface SyncStatus {
  readonly state: SyncState;
  readonly hold: SyncHold | null;
  readonly active: ActiveSync | null;
  readonly last: FinishedSync | null;
  readonly connections: readonly SyncConnection[];
  readonly settings: SyncSettingsView;
  /** Epoch ms of the next sync by itself; null = there is none. */
  readonly nextAt: number | null;
  readonly brake: StoppedRun | null;
  /** As the ERP API last told; null = it has not been asked yet, or did not answer. */
  readonly waiting: {
    readonly conflicts: number;
    /** Records that fail as things stand; one that has gone through since is no longer among them. */
    readonly failing: number;
    readonly links: number;
  } | null;
  /** Whether the ERP role lets this person sync by hand; null = not known yet. */
  readonly mayStart: boolean | null;
}

/** One's own choice within the company's: a person can switch it off here, not on against the company. */
export interface SyncSettingsView {
  readonly autoSync: boolean;
  /** 60–3600. */
  readonly intervalSeconds: number;
  /** What the company has set; null = not known yet. */
  readonly company: { readonly autoSync: boolean; readonly intervalSeconds: number } | null;
}

/** The gates of "Why didn't this sync?", in the order in which they are asked. */
export const SYNC_GATES = [
  'allowed',
  'linked',
  'mapped',
  'inScope',
  'seen',
  'changed',
  'direction',
  'conflict',
  'brake',
  'quota',
  'lastError',
] as const;
export type SyncGate = (typeof SYNC_GATES)[number];

/** What a person can do about a gate. */
export type WayOn =
  | 'openOptions'
  | 'reconnect'
  | 'link'
  | 'editMapping'
  | 'askAdmin'
  | 'askOwner'
  | 'resolve'
  | 'approveBrake'
  | 'wait'
  | 'fixRecord'
  | 'syncNow';

export interface GateResult {
  readonly gate: SyncGate;
  /** `unknown`: something that would have to say it did not answer. `idle`: there is nothing to sync, and so nothing amiss. */
  readonly verdict: 'passed' | 'failed' | 'unknown' | 'idle';
  /** The system's own sentence or the fields concerned; null = the gate's name says it all. */
  readonly detail: string | null;
  readonly wayOn: WayOn | null;
  /** Epoch ms when it opens by itself. */
  readonly until: number | null;
}

/** One sync that saw this record. */
export interface RecordSyncEntry {
  readonly run: string;
  readonly at: number;
  readonly user: string;
  readonly trigger: RunTrigger;
  /** null = still under way. */
  readonly result: RunResult | null;
}

export interface RecordSync {
  readonly record: RecordRef;
  readonly state: 'notLinked' | 'waiting' | 'syncing' | 'synced' | 'conflict' | 'failed' | 'unknown';
  /** Epoch ms; null = never, or not known. */
  readonly lastSyncAt: number | null;
  /** Newest first. */
  readonly history: readonly RecordSyncEntry[];
  readonly gates: readonly GateResult[];
  readonly conflicts: number;
  readonly role: Role | null;
}

/** Why a change would be made. */
export type ChangeCause = PlannedCause;

/** How a person reads a value. An amount of an unknown currency is shown as it is stored, and said to be so. */
export interface ShownAs {
  readonly type: FieldType;
  /** ISO 4217, of an amount; null = none, or not known. */
  readonly currency: string | null;
}

/** One field, or one whole record (`field` null), that a run would write. Values as the written side holds them. */
export interface PlannedChange {
  /** `system/org/object/id`; null = it does not exist yet. */
  readonly crm: string | null;
  /** `object/id`; null = it does not exist yet. */
  readonly erp: string | null;
  readonly side: 'crm' | 'erp';
  readonly kind: 'create' | 'update' | 'clear' | 'archive';
  /** As the written side calls it in its API, and as it labels it for people; null = no field, or no label known. */
  readonly field: string | null;
  readonly label: string | null;
  /** Null = not known. */
  readonly recordName: string | null;
  readonly before: Stored | null;
  readonly after: Stored | null;
  /** null = not known, or no field. */
  readonly shownAs: ShownAs | null;
  readonly cause: ChangeCause;
}

/** One page of what a sync would do. */
export interface DryRunPage {
  readonly counts: {
    readonly seen: number;
    readonly creates: number;
    readonly updates: number;
    readonly clears: number;
    readonly deletes: number;
    readonly conflicts: number;
  };
  readonly changes: readonly PlannedChange[];
  /** Asked with it, the next page of the same plan; null = this was the last. */
  readonly next: string | null;
}

/** A record that was put aside with its reason while the rest went on; it is tried again when either side changes. */
export interface FailedRecord {
  readonly id: string;
  /** null = its link has ended since. */
  readonly record: RecordRef | null;
  readonly recordName: string | null;
  /** `object/id`. */
  readonly erpRecord: string | null;
  /** The refusing system's own code and sentence. */
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  /** Epoch ms of the latest attempt. */
  readonly lastAt: number;
}

/** What the company has set for everybody: the switches that only an administrator turns. */
export interface CompanySync {
  /** Sent back when it is saved: another one since then is not overwritten. */
  readonly version: number;
  readonly flags: SyncConfig['flags'];
  /** Stops every sync at once, whatever the flags say. */
  readonly paused: boolean;
  /** Whether the ERP role lets this person turn them. */
  readonly mayEdit: boolean;
}

/** Where a person confirms: the frame that the panel shows, or the extension page that asked. */
export interface Proposal {
  readonly ticket: string;
  readonly frameUrl: string;
}

export interface SyncProtocol {
  'sync.status': { request: Record<never, never>; answer: SyncStatus };
  /** Joins the sync that is under way, if there is one. Answers as soon as it has begun. */
  'sync.start': { request: { trigger: 'manual' | 'full' }; answer: SyncStatus };
  /** Nothing is under way: nothing happens. */
  'sync.cancel': { request: Record<never, never>; answer: SyncStatus };
  /** Sync this record now; answers when it is done. */
  'sync.record': { request: { page: RecordPage; requestId: string }; answer: RecordSync };
  'sync.recordStatus': { request: { page: RecordPage; requestId: string }; answer: RecordSync };
  /** The page shows this record, or shows it again after it was left: it may have been changed. */
  'sync.recordSeen': { request: { page: RecordPage }; answer: null };
  /** `cursor` null = plan anew. */
  'sync.dryRun': { request: { cursor: string | null; requestId: string }; answer: DryRunPage };
  'sync.settings.read': { request: Record<never, never>; answer: SyncSettingsView };
  'sync.settings.write': {
    request: { autoSync: boolean; intervalSeconds: number };
    answer: SyncSettingsView;
  };
  'sync.failures': { request: { requestId: string }; answer: readonly FailedRecord[] };
  'sync.company.read': { request: Record<never, never>; answer: CompanySync };
  'sync.company.write': { request: Omit<CompanySync, 'mayEdit'>; answer: CompanySync };
  /** Let the run that the brake stopped go on; shown and confirmed like every write. */
  'sync.brake.propose': { request: { run: string }; answer: Proposal };
  /** The newest lines of this browser's sync log, oldest first. */
  'sync.log': { request: Record<never, never>; answer: readonly SyncLogLine[] };
}

/** Spec §9, and what else a sync has to tell. No value of a record is ever in it. */
export interface SyncLogLine {
  readonly at: number;
  readonly event: string;
  readonly sync_id: string | null;
  readonly [detail: string]: string | number | boolean | null;
}
