import { recordOfKey } from '../../erp/api/recordKey.ts';
import { FailureError } from '../../failure.ts';
import type { BrakeQuestion } from '../../messaging/syncMessages.ts';
import { scopeOfRun } from '../../store/sync/scopes.ts';
import type { SyncStorage } from '../../store/sync/storage.ts';
import { tellCrmTabs } from '../crmTabs.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Approval, Decision } from '../tickets.ts';
import { brakeShown } from './brakeShown.ts';
import type { SyncDriver } from './driver.ts';
import { pairOfScope } from './pairs.ts';
import type { RecordRuns } from './recordRuns.ts';
import type { SyncLog } from './syncLog.ts';

interface Parts {
  readonly erp: Pick<ErpSession, 'use' | 'me' | 'may'>;
  readonly storage: SyncStorage;
  readonly driver: Pick<SyncDriver, 'start'>;
  readonly runs: Pick<RecordRuns, 'sync'>;
  readonly log: SyncLog;
  readonly newId: () => string;
  /** What waits may be something else. */
  readonly changed: () => void;
}

/** What people decide about a sync, once a confirm frame, or a page of ours, has shown it to them. */
export interface SyncPeople {
  /** The run of this browser that waits; null = none does. Rejects with `FailureError`. */
  waitingRun(): Promise<BrakeQuestion | null>;
  /** What a person is to be shown of it; rejects with `erp.conflict` where it does not wait any more. */
  proposeApproval(run: string): Promise<Approval>;
  approve(run: string): Promise<void>;
  /** The run goes on. */
  approved(): Promise<void>;
  /** Once per `key`. Rejects with `erp.conflict` where the question has moved, or somebody was first. */
  resolve(decision: Decision, key: string): Promise<void>;
  /** Carried out now where it can be; else by the next sync. */
  decided(decision: Decision): Promise<void>;
}

const MOVED = { code: 'erp.conflict', status: 409 } as const;

export const syncPeople = (parts: Parts): SyncPeople => {
  const { erp, storage } = parts;
  const { signal } = new AbortController();

  /** Of this person, standing in this browser, and not approved yet. */
  const waiting = async (): Promise<readonly Approval[]> => {
    const [me, questions] = await Promise.all([
      erp.me(signal),
      erp.use((client) => client.people.brakeQuestions(signal)),
    ]);
    const own = questions.filter(({ user, approved }) => user === me.user && approved === null);
    const approvals = await Promise.all(
      own.map(async (question): Promise<Approval | null> => {
        const scope = await scopeOfRun(storage, question.id);
        const pair = scope === null ? null : pairOfScope(scope);
        return pair && { kind: 'brake', question, system: pair.system, object: pair.object };
      }),
    );
    return approvals.filter((each) => each !== null);
  };

  return {
    waitingRun: async () => {
      const [first] = await waiting();
      return first === undefined ? null : brakeShown(first.question, first);
    },
    proposeApproval: async (run) => {
      if (!(await erp.may('manualSync', signal))) throw new FailureError({ code: 'erp.forbidden' });
      const found = (await waiting()).find(({ question }) => question.id === run);
      if (found === undefined) throw new FailureError(MOVED);
      return found;
    },
    approve: async (run) => {
      await erp.use((client) => client.people.approveBrake(run, signal));
    },
    approved: async () => {
      await parts.driver.start('manual');
    },
    resolve: async ({ question: { link, key, rev, seen }, choice }, once) => {
      const decision = { link, key, rev, seen, decision: choice };
      const [row] = await erp.use((client) => client.people.resolve([decision], once, signal));
      if (row?.kind === 'done' || row?.kind === 'proposed') {
        parts.log.add('CRM.ConflictResolved', null, {
          conflict_id: `${link} ${key}`,
          resolution_strategy: choice,
        });
        return;
      }
      throw new FailureError(row?.kind === 'busy' ? { code: 'erp.rateLimited', status: 429 } : MOVED);
    },
    decided: async ({ question: { crm } }) => {
      const record = recordOfKey(crm);
      parts.changed();
      await tellCrmTabs({ name: 'record.changed', key: crm });
      if (record === null) return;
      // Nobody waits for this: where it cannot be carried out now, the decision stands, and the next sync does.
      void parts.runs
        .sync(record, parts.newId())
        .then(() => tellCrmTabs({ name: 'record.changed', key: crm }))
        .catch((error: unknown) => {
          if (!(error instanceof FailureError)) throw error;
        });
    },
  };
};
