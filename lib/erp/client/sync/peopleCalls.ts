import { FailureError } from '../../../failure.ts';
import { parseJson } from '../../../http/json.ts';
import { type SyncConfig, versionedConfig } from '../../api/config.ts';
import { problem } from '../../api/problem.ts';
import { type BrakeQuestion, brakeQuestion, brakeQuestions } from '../../api/sync/brake.ts';
import { conflictPage, type DecisionRow, type Resolved, resolveAnswer } from '../../api/sync/conflicts.ts';
import { type RecordStatus, recordStatus } from '../../api/sync/recordStatus.ts';
import { provenBody } from '../provenBody.ts';
import { ask, type Door, exchange, transport } from '../request.ts';
import { statusFailure } from '../statusFailure.ts';

/** What people ask of the sync, and decide. As every method of `erpClient`: what the contract promises, or a `FailureError`. */
export const peopleCalls = (door: Door) => ({
  /** `record`: `system/org/object/id`; null = all. */
  conflicts: (
    { record, cursor }: { readonly record: string | null; readonly cursor: string | null },
    signal: AbortSignal,
  ) =>
    ask(
      door,
      {
        method: 'GET',
        path: 'sync/conflicts',
        query: { record: record ?? undefined, cursor: cursor ?? undefined },
        signal,
      },
      conflictPage,
    ),
  /** Once per `key`, whoever asks how often. What was taken stays taken, also where others of the same list were not. */
  resolve: async (
    decisions: readonly DecisionRow[],
    key: string,
    signal: AbortSignal,
  ): Promise<readonly Resolved[]> => {
    const headers = { 'Idempotency-Key': key };
    const body = { decisions };
    const answer = await transport(door, { method: 'POST', path: 'sync/resolve', headers, body, signal });
    const said = answer.status === 409 ? problem.safeParse(parseJson(answer.text)).data : undefined;
    if (said?.resolved?.length === decisions.length) return said.resolved;
    const failure = statusFailure(answer, door.now());
    if (failure !== null) throw new FailureError(failure);
    return provenBody(answer, resolveAnswer).rows;
  },
  recordStatus: (crm: string, signal: AbortSignal): Promise<RecordStatus> =>
    ask(door, { method: 'GET', path: 'sync/records', query: { crm }, signal }, recordStatus),
  brakeQuestions: async (signal: AbortSignal): Promise<readonly BrakeQuestion[]> =>
    (await ask(door, { method: 'GET', path: 'sync/brake', signal }, brakeQuestions)).questions,
  approveBrake: (run: string, signal: AbortSignal): Promise<BrakeQuestion> =>
    ask(
      door,
      { method: 'POST', path: `sync/brake/${encodeURIComponent(run)}/approve`, signal },
      brakeQuestion,
    ),
  /** A sync that stopped by itself goes on. 404 where it did not. */
  resume: async (signal: AbortSignal): Promise<void> => {
    await exchange(door, { method: 'POST', path: 'sync/resume', signal });
  },
  versionedConfig: (signal: AbortSignal) =>
    ask(door, { method: 'GET', path: 'config', signal }, versionedConfig),
  /** 412 where somebody has saved another version since `version`. */
  saveConfig: (version: number, config: SyncConfig, signal: AbortSignal) =>
    ask(
      door,
      { method: 'PUT', path: 'config', headers: { 'If-Match': `"${version}"` }, body: config, signal },
      versionedConfig,
    ),
});
