import { discover } from './discover.ts';
import type { RunId } from './ids.ts';
import type { Engine } from './protocol.ts';
import { countRows, type RunResult, type RunState, resultOf, type Trigger } from './runState.ts';
import { syncBatch } from './syncBatch.ts';

/*
 * One run of one browser. The worker may die at any await; what is drawn double is stored, and a new worker goes on from there.
 *
 *             lease taken elsewhere
 *   idle ───────────────────────────────► skipped
 *    │ lease granted
 *    ▼
 *  ╔═════════════╗  a feed stays silent
 *  ║ discovering ║ ───────────────────────────────────────────┐
 *  ╚══════╤══════╝  every page: dirty set + position together │
 *         ▼                                                   │
 *  ╔═════════════╗  next batch ◄──┐                           │
 *  ║   syncing   ║ ──► read ► plan ► prepare ► write ► commit │
 *  ╚══════╤══════╝     every batch: outcomes + dirty together │
 *         │ no batch left, or a system stays silent           │
 *         ▼                                                   ▼
 *  ╔═════════════╗                                    the same, with what
 *  ║  reporting  ║ ◄───────────────────────────────── was seen so far
 *  ╚══════╤══════╝  idempotent by run id
 *         ▼
 *   success · partial · conflict · failed        silent even then: the report waits for the next start
 */
export type RunEnd =
  | { readonly kind: 'finished'; readonly id: RunId; readonly result: RunResult }
  /** Somebody else of this user is at it. */
  | { readonly kind: 'skipped' }
  /** Nothing is lost: the run goes on with the next start. */
  | { readonly kind: 'interrupted' };

/** Starts a run, or goes on with the one that a dead worker left behind. */
export const run = async (engine: Engine, trigger: Trigger): Promise<RunEnd> => {
  const { store, erp, newId } = engine.ports;
  const left = (await store.load()).run;
  const lease = await erp.lease();
  if (lease.kind !== 'answered') return { kind: 'interrupted' };
  if (lease.value === 'taken') return { kind: 'skipped' };
  let state: RunState = left ?? { id: newId() as RunId, trigger, phase: 'discovering', rows: [] };
  if (left === null) await store.saveRun(state);
  let complete = true;
  if (state.phase !== 'reporting') {
    complete = await work(engine, state);
    // The rows lie in the store, where every batch has put its own.
    state = { ...((await store.load()).run ?? state), phase: 'reporting' };
    await store.saveRun(state);
  }
  return report(engine, state, complete);
};

/** `false` = a system stayed silent. */
const work = async (engine: Engine, state: RunState): Promise<boolean> => {
  const { store, erp } = engine.ports;
  const mapping = await erp.mapping();
  if (mapping.kind !== 'answered') return false;
  if (state.phase === 'discovering') {
    if (!(await discover(engine, mapping.value.version, state.trigger))) return false;
    await store.saveRun({ ...state, phase: 'syncing' });
  }
  const { dirty } = await store.load();
  for (let from = 0; from < dirty.length; from += engine.settings.batchSize) {
    const batch = dirty.slice(from, from + engine.settings.batchSize);
    const result = await syncBatch(engine, state.id, mapping.value, batch);
    if (result === null) return false;
    await store.settle({ dirty: batch, ...result });
  }
  return true;
};

const report = async (engine: Engine, state: RunState, complete: boolean): Promise<RunEnd> => {
  const { store, erp } = engine.ports;
  const answer = await erp.report({ id: state.id, trigger: state.trigger, rows: state.rows });
  if (answer.kind !== 'answered') return { kind: 'interrupted' };
  await store.saveRun(null);
  const counts = countRows(state.rows);
  return { kind: 'finished', id: state.id, result: complete ? resultOf(counts) : 'failed' };
};
