import { erpObject } from '../../erp/api/erpFields.ts';
import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { BrakeQuestion as Question } from '../../erp/api/sync/brake.ts';
import type { ConflictView, Resolved } from '../../erp/api/sync/conflicts.ts';
import type { PlannedCause } from '../../erp/client/sync/plannedSample.ts';
import { FailureError } from '../../failure.ts';
import type { ConflictItem, DecisionOutcome } from '../../messaging/conflictMessages.ts';
import type { BrakeQuestion, StoppedRun } from '../../messaging/syncMessages.ts';
import { scopeOfRun } from '../../store/sync/scopes.ts';
import type { SyncStorage } from '../../store/sync/storage.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Approval, Decisions } from '../tickets.ts';
import { fieldsOfReasons, stoppedRun } from './brakeShown.ts';
import { conflictItems } from './conflictItem.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import type { SyncDriver } from './driver.ts';
import type { PlanPlace } from './fieldLists.ts';
import { pairOf, pairOfScope } from './pairs.ts';
import { plannedChanges } from './plannedChanges.ts';
import { isOfRecords, type RecordRuns } from './recordRuns.ts';
import type { SyncLog } from './syncLog.ts';

interface Parts {
  readonly erp: Pick<ErpSession, 'use' | 'me' | 'may'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
  readonly storage: SyncStorage;
  readonly driver: Pick<SyncDriver, 'start'>;
  readonly runs: Pick<RecordRuns, 'sync' | 'goOn'>;
  readonly log: SyncLog;
  readonly newId: () => string;
  /** What waits may be something else. */
  readonly changed: () => void;
}

/** What people decide about a sync, once a confirm frame, or a page of ours, has shown it to them. */
export interface SyncPeople {
  /** The run that waits for this person: of this browser, or another's that needs a second one; null = none does. Rejects with `FailureError`. */
  waitingRun(): Promise<StoppedRun | null>;
  /** What a person is to be shown of it; rejects with `erp.conflict` where it does not wait any more. */
  proposeApproval(run: string): Promise<Approval>;
  /** Questions as pages show them. Rejects with `FailureError`. */
  shownConflicts(questions: readonly ConflictView[], signal: AbortSignal): Promise<readonly ConflictItem[]>;
  /** With the sample in the words of people. */
  shownBrake(approval: Approval): Promise<BrakeQuestion>;
  approve(run: string): Promise<void>;
  /** A run of this browser goes on; another's does with its next sync there. */
  approved(approval: Approval): Promise<void>;
  /**
   * Once per `key`. null = all are written; else what became of each. Rejects with `erp.conflict` where none is: the questions have
   * moved, or somebody was first.
   */
  resolve(decisions: Decisions, key: string): Promise<readonly DecisionOutcome[] | null>;
  /** Carried out now where they can be; else by the next sync. */
  decided(decisions: Decisions): Promise<void>;
}

const MOVED = { code: 'erp.conflict', status: 409 } as const;

export const syncPeople = (parts: Parts): SyncPeople => {
  const { erp, storage } = parts;
  const { signal } = new AbortController();

  /** Not approved yet: of this person in this browser, and those of others that an administrator has to approve. */
  const waiting = async (): Promise<readonly Approval[]> => {
    const [me, questions] = await Promise.all([
      erp.me(signal),
      erp.use((client) => client.people.brakeQuestions(signal)),
    ]);
    const isOurs = ({ user, needsSecond }: (typeof questions)[number]) =>
      user === me.user || (needsSecond && me.role === 'crm.admin');
    const open = questions.filter((question) => question.approved === null && isOurs(question));
    const approvals = await Promise.all(
      open.map(async (question): Promise<Approval | null> => {
        const isOwn = question.user === me.user;
        const place = isOwn ? await placeOfRun(storage, question.id) : placeIn(question.sample);
        return place && { kind: 'brake', question, me: me.user, ...place };
      }),
    );
    // What this person can do something about comes first.
    return approvals.filter((each) => each !== null).sort((one, other) => stuck(one) - stuck(other));
  };

  const stopped = async (approval: Approval): Promise<StoppedRun> => {
    const { question, me } = approval;
    return stoppedRun(question, approval, me, await fieldsOfReasons(parts, question, approval, signal));
  };

  return {
    waitingRun: async () => {
      const [first] = await waiting();
      return first === undefined ? null : stopped(first);
    },
    proposeApproval: async (run) => {
      if (!(await erp.may('manualSync', signal))) throw new FailureError({ code: 'erp.forbidden' });
      const found = (await waiting()).find(({ question }) => question.id === run);
      if (found === undefined) throw new FailureError(MOVED);
      return found;
    },
    shownConflicts: (questions, asked) => conflictItems(parts, questions, asked),
    shownBrake: async (approval) => {
      const lines = approval.question.sample.map((line) => ({
        // The ERP API gives back the words that this browser, or another of its kind, has told it.
        line: { ...line, cause: line.cause as PlannedCause },
        place: approval,
      }));
      return {
        ...(await stopped(approval)),
        sample: await plannedChanges(parts, lines, signal),
      };
    },
    approve: async (run) => {
      await erp.use((client) => client.people.approveBrake(run, signal));
    },
    approved: async ({ question, me }) => {
      if (question.user !== me) return parts.changed();
      const scope = await scopeOfRun(storage, question.id);
      if (scope === null || !isOfRecords(scope)) return parts.driver.start('manual');
      // Nobody waits for this: where it cannot go on now, the approval stands, and the record's next sync takes it up.
      unawaited(async () => {
        await parts.runs.goOn(question.id, scope);
        parts.changed();
        const keys = new Set(question.sample.flatMap(({ crm }) => crm ?? []));
        for (const key of keys) await tellCrmTabs({ name: 'record.changed', key });
      });
    },
    resolve: async ({ decisions }, once) => {
      const asked = decisions.map(({ question: { link, key, rev, seen }, choice }) => ({
        link,
        key,
        rev,
        seen,
        decision: choice,
      }));
      const rows = await erp.use((client) => client.people.resolve(asked, once, signal));
      const outcomes = asked.map((_, index) => outcomeOf(rows[index]?.kind));
      decisions.forEach(({ question: { link, key, run }, choice }, index) => {
        // Of one that waits for a second person nothing is resolved yet.
        if (outcomes[index] === 'done')
          parts.log.add('CRM.ConflictResolved', run, {
            conflict_id: `${link}/${key}`,
            resolution_strategy: choice,
          });
      });
      if (outcomes.every(isWritten)) return null;
      if (outcomes.some(isWritten)) return outcomes;
      // The answer is remembered under its key: what was busy has to be decided anew as well.
      throw new FailureError(MOVED);
    },
    decided: async ({ decisions }) => {
      parts.changed();
      for (const crm of new Set(decisions.map(({ question }) => question.crm))) {
        const record = recordOfKey(crm);
        await tellCrmTabs({ name: 'record.changed', key: crm });
        if (record === null) continue;
        // Nobody waits for this: where it cannot be carried out now, the decision stands, and the next sync does.
        unawaited(async () => {
          await parts.runs.sync(record, parts.newId());
          await tellCrmTabs({ name: 'record.changed', key: crm });
        });
      }
    },
  };
};

const unawaited = (work: () => Promise<void>): void => {
  void work().catch((error: unknown) => {
    if (!(error instanceof FailureError)) throw error;
  });
};

const outcomeOf = (kind: Resolved['kind'] | undefined): DecisionOutcome =>
  kind === 'done' || kind === 'proposed' || kind === 'busy' ? kind : 'moved';

const isWritten = (outcome: DecisionOutcome | undefined): boolean =>
  outcome === 'done' || outcome === 'proposed';

/** A question that one cannot answer oneself. */
const stuck = ({ question, me }: Approval): number => Number(question.needsSecond && question.user === me);

const placeOfRun = async (storage: SyncStorage, run: string): Promise<PlanPlace | null> => {
  const scope = await scopeOfRun(storage, run);
  const pair = scope === null ? null : pairOfScope(scope);
  return pair && { ...pair, org: scope?.split('/')[1] ?? null };
};

/** Another person's run: its records tell where it is at home. Where all of them are still to be made in the CRM, none tells of which. */
const placeIn = (sample: Question['sample']): PlanPlace | null => {
  const record = recordOfKey(sample.find(({ crm }) => crm !== null)?.crm ?? '');
  const pair = record === null ? null : pairOf(record);
  if (record !== null && pair !== null) return { ...pair, org: record.org };
  const made = erpObject.safeParse(sample.find(({ erp }) => erp !== null)?.erp?.split('/')[0]).data;
  return made === undefined ? null : { system: null, org: null, object: made, erpObject: made };
};
