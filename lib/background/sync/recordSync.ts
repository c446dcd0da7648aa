import type { RecordPage } from '../../crm/port.ts';
import type { Me } from '../../erp/api/me.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import type { RecordStatus } from '../../erp/api/sync/recordStatus.ts';
import { type Failure, FailureError } from '../../failure.ts';
import type { RecordSync, RecordSyncEntry } from '../../messaging/syncMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Policy } from '../policy.ts';
import { noteTrouble, readTrouble } from '../trouble.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import type { SyncDriver } from './driver.ts';
import { fieldLists } from './fieldLists.ts';
import { failureOf } from './finished.ts';
import { changedAgainst, type Evidence, judgeGates } from './gates.ts';
import type { Guarded } from './guard.ts';
import { pairOf } from './pairs.ts';
import type { Look, RecordRuns } from './recordRuns.ts';

interface Parts {
  readonly erp: Pick<ErpSession, 'use' | 'me'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
  readonly policy: () => Promise<Policy>;
  readonly guard: () => Promise<Guarded>;
  readonly driver: Pick<SyncDriver, 'now'>;
  readonly runs: RecordRuns;
  readonly newId: () => string;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** This record's state may be another one; `isBraked`: a run of it waits for a person. */
  readonly changed: (key: string, isBraked: boolean) => Promise<void>;
}

interface LookedAt {
  readonly look: Look | null;
  /** Why it could not be looked at; null = it was, or there is nothing to look at. */
  readonly failure: Failure | null;
}
const NOT_LOOKED: LookedAt = { look: null, failure: null };

/** The sync of the record that a page shows. */
export interface RecordSyncs {
  /** Rejects with `FailureError` only where the ERP API cannot be asked at all. */
  status(page: RecordPage, signal: AbortSignal): Promise<RecordSync>;
  /** Rejects with `FailureError` where the sync may not run, or did not come to its end. */
  sync(page: RecordPage, signal: AbortSignal): Promise<RecordSync>;
  /** The page shows it (again): it may have been changed there. Looked at in the background, seldom. */
  seen(page: RecordPage): Promise<void>;
}

/** A record that is shown is looked at no more often than this; what is shown meanwhile is looked at once, behind it. */
const LOOKED_MS = 1_000;
/**
 * Nobody looks at more records than this by hand. A page that shows hundreds costs no more than these, all of it out of the sync's
 * share of the CRM's calls: a change that is not looked at now is met by the next sync.
 */
const MOST_LOOKS = 20;
const PER_MS = 60_000;

interface Looked {
  readonly at: number;
  /** Another look is coming. */
  again: boolean;
}

export const recordSyncs = (parts: Parts): RecordSyncs => {
  const { erp, runs, now } = parts;
  const looked = new Map<string, Looked>();
  let looks: number[] = [];

  const status: RecordSyncs['status'] = async ({ record }, signal) => {
    const key = recordKey(record);
    const [me, told, crm, { disabled }] = await Promise.all([
      orNull(() => erp.me(signal)),
      orNull(() => erp.use((client) => client.people.recordStatus(key, signal))),
      crmOf(record),
      parts.policy(),
    ]);
    const link = told?.links[0]?.link;
    const { look, failure } = link === undefined ? NOT_LOOKED : await lookAt(record, link);
    const limits = (await crm?.limits()) ?? null;
    const { brake, active } = parts.driver.now();
    const gates = judgeGates({
      isDisabled: disabled,
      me,
      isPair: pairOf(record) !== null,
      status: told,
      look,
      failure: failure ?? (crm === null ? null : await readTrouble(`${crm.system} ${crm.org}`)),
      limits,
      labelOf: await labelsFor(record, look, signal),
      isBraked: brake?.user === null && brake.system === record.system && brake.object === record.object,
    });
    return {
      record,
      state: stateOf(told, look, active !== null),
      lastSyncAt: lastSyncOf(told),
      history: told?.runs.map(entryOf) ?? [],
      gates,
      conflicts: told?.links.reduce((sum, { conflicts }) => sum + conflicts.length, 0) ?? 0,
      role: roleOf(me),
    };
  };

  const lookAt = async (record: RecordPage['record'], link: string): Promise<LookedAt> => {
    try {
      return { look: await runs.look(record, link), failure: null };
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code === 'cancelled') throw error;
      return { look: null, failure: error.failure };
    }
  };

  /** The systems are asked only where a field is named at all. */
  const labelsFor = async (
    record: RecordPage['record'],
    look: Look | null,
    signal: AbortSignal,
  ): Promise<Evidence['labelOf']> => {
    const pair = pairOf(record);
    const named = look === null ? [] : changedAgainst(look);
    if (pair === null || named.length === 0) return ({ field }) => field;
    const place = { ...pair, org: record.org };
    const lists = await fieldLists(
      parts,
      named.map(({ side }) => ({ place, side })),
      signal,
    );
    return ({ side, field }) => lists(place, side).labels.get(field) ?? field;
  };

  const crmOf = async ({ system, org }: RecordPage['record']): Promise<ConnectedCrm | null> =>
    (await parts.crms()).find((crm) => crm.system === system && crm.org === org) ?? null;

  const carryOut = async ({ record }: RecordPage): Promise<void> => {
    const guarded = await parts.guard();
    if (guarded.kind === 'held') throw new FailureError(failureOf(guarded.hold, now()));
    const org = guarded.held.find(({ system, org: name }) => system === record.system && name === record.org);
    if (org !== undefined) throw new FailureError(failureOf(org, now()));
    const ends = await runs.sync(record, parts.newId());
    const isBraked = ends.some((end) => end.kind === 'passed' && end.why === 'braked');
    await parts.changed(recordKey(record), isBraked);
    const [failure] = ends.flatMap((end) => (end.kind === 'passed' ? [] : (end.failure ?? [])));
    if (failure === undefined) return;
    if (failure.code === 'crm.authExpired') await noteTrouble(`${record.system} ${record.org}`, failure);
    throw new FailureError(failure);
  };

  return {
    status,
    sync: async (page, signal) => {
      await carryOut(page);
      return status(page, signal);
    },
    seen: async (page) => {
      const key = recordKey(page.record);
      for (const [each, { at, again }] of looked)
        if (!again && Math.abs(now() - at) >= PER_MS) looked.delete(each);
      const before = looked.get(key);
      const left = before === undefined ? 0 : LOOKED_MS - Math.abs(now() - before.at);
      if (before !== undefined && left > 0) {
        if (before.again) return;
        before.again = true;
        await parts.wait(left);
        before.again = false;
      }
      looks = looks.filter((at) => Math.abs(now() - at) < PER_MS);
      if (looks.length >= MOST_LOOKS) return;
      looks.push(now());
      looked.set(key, { at: now(), again: false });
      // Nobody asked for it: what goes wrong is met, and shown, by the next sync that somebody looks at.
      await orNull(() => carryOut(page));
    },
  };
};

const orNull = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code === 'cancelled') throw error;
    return null;
  }
};

const roleOf = (me: Me | null): RecordSync['role'] => me?.role ?? null;

const stateOf = (status: RecordStatus | null, look: Look | null, isRunning: boolean): RecordSync['state'] => {
  if (status === null) return 'unknown';
  const [link] = status.links;
  if (link === undefined) return 'notLinked';
  if (link.conflicts.length > 0) return 'conflict';
  if (link.deadLetter !== null || status.runs[0]?.outcome === 'failed') return 'failed';
  if (link.pending?.state === 'live') return 'syncing';
  // Nobody knows whether both sides still agree.
  if (look === null) return 'unknown';
  if (look.change !== null) return isRunning ? 'syncing' : 'waiting';
  return status.runs.length === 0 ? 'waiting' : 'synced';
};

const lastSyncOf = (status: RecordStatus | null): number | null => {
  const last = status?.runs.find(({ outcome }) => outcome !== 'failed');
  return last === undefined ? null : Date.parse(last.startedAt);
};

const entryOf = ({
  run,
  user,
  trigger,
  startedAt,
  outcome,
}: RecordStatus['runs'][number]): RecordSyncEntry => ({
  run,
  user,
  trigger,
  at: Date.parse(startedAt),
  result: outcome === 'failed' || outcome === 'conflict' ? outcome : 'success',
});
