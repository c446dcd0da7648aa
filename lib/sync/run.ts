import { tellLateTwins } from './create/sweep.ts';
import { discover } from './discover.ts';
import type { RunId } from './ids.ts';
import { orderWon } from './order/autoOrder.ts';
import { finishClaims } from './order/convert.ts';
import type { Part } from './planning/divided.ts';
import { inBatches } from './planning/inBatches.ts';
import { partsOf } from './planning/partsOf.ts';
import { planRun, type Work } from './planning/planRun.ts';
import { Tally } from './planning/tally.ts';
import type { Dirty } from './ports.ts';
import type { Progress, Watch } from './progress.ts';
import type { Engine } from './protocol.ts';
import type { Mapping } from './rule.ts';
import {
  countRows,
  type Ending,
  mergeRows,
  type RowOutcome,
  type RunCounts,
  type RunResult,
  type RunState,
  resultOf,
  type Scope,
  type Trigger,
} from './runState.ts';
import { reasonOf } from './step/batch.ts';
import { syncBatch } from './syncBatch.ts';

/*
 * One run of one browser over one pair. The worker may die at any await; what is drawn double is stored, and a new worker goes on
 * from there.
 *
 *             lease taken elsewhere
 *   idle ───────────────────────────────► skipped
 *    │ lease granted
 *    ▼
 *  ╔═════════════╗  a feed stays silent, or a person cancels
 *  ║ discovering ║ ─────────────────────────────────────────────┐
 *  ╚══════╤══════╝  every page: dirty set + position together   │
 *         ▼         (one record alone: nothing to discover)     │
 *  ╔═════════════╗  everything is read and planned, nothing is  │
 *  ║  planning   ║  written ────────────────────────────────────┤
 *  ╚══════╤══════╝ ──► too much at once ► braked: stays here until a person approves, the next start plans anew
 *         ▼ go                                                  │
 *  ╔═════════════╗  next batch ◄──┐                             │
 *  ║   syncing   ║ ──► read ► plan ► prepare ► write ► commit   │
 *  ╚══════╤══════╝     every batch: outcomes + dirty together   │
 *         │            and of won opportunities: their orders   │
 *         │ no batch left, a system stays silent, or cancelled  │
 *         ▼                                                     ▼
 *  ╔═════════════╗                                      the same, with what
 *  ║  reporting  ║ ◄─────────────────────────────────── was seen so far
 *  ╚══════╤══════╝  idempotent by run id
 *         ▼
 *   success · partial · conflict · failed · cancelled     silent even then: the report waits for the next start
 */
export type RunEnd =
  | {
      readonly kind: 'finished';
      readonly id: RunId;
      readonly result: RunResult;
      readonly counts: RunCounts;
    }
  /** Nothing was written. The run goes on with the first start after a person has approved; a start that is cancelled gives it up. */
  | { readonly kind: 'braked'; readonly id: RunId; readonly reasons: readonly string[] }
  /** Somebody else of this user is at it. */
  | { readonly kind: 'skipped' }
  /** Nothing is lost: the run goes on with the next start. */
  | { readonly kind: 'interrupted' };

export interface RunOptions extends Watch {
  /** Default: everything that is dirty. */
  readonly scope?: Scope;
}

const EVERYTHING: Scope = { kind: 'all' };

/** Starts a run. One that a dead worker, or the brake, left behind comes first; a record that was asked for has its turn after it. */
export const run = async (engine: Engine, trigger: Trigger, options: RunOptions = {}): Promise<RunEnd> => {
  const { store, erp } = engine.ports;
  const { scope = EVERYTHING } = options;
  const left = (await store.load()).run;
  const lease = await erp.lease();
  if (lease.kind !== 'answered') return { kind: 'interrupted' };
  if (lease.value === 'taken') return { kind: 'skipped' };
  if (left !== null) {
    const end = await goOn(engine, left, options);
    if (end.kind !== 'finished' || isCancelled(options) || covers(left, trigger, scope)) return end;
  }
  const state: RunState = {
    id: engine.ports.newId() as RunId,
    trigger,
    scope,
    phase: 'discovering',
    rows: [],
  };
  await store.saveRun(state);
  return goOn(engine, state, options);
};

const isCancelled = ({ signal }: Watch): boolean => signal?.aborted === true;

const covers = (left: RunState, trigger: Trigger, scope: Scope): boolean =>
  scope.kind === 'record'
    ? left.scope.kind === 'record' && left.scope.link === scope.link
    : left.scope.kind === 'all' && (trigger !== 'full' || left.trigger === 'full');

type Worked = Ending | { readonly braked: readonly string[] };

const goOn = async (engine: Engine, state: RunState, watch: Watch): Promise<RunEnd> => {
  const { store, erp } = engine.ports;
  if (state.phase === 'reporting') return report(engine, state, state.ending);
  const worked = await work(engine, state, watch);
  if (typeof worked === 'object') {
    const { id, trigger, scope, rows } = state;
    const answer = await erp.report({ id, trigger, scope, rows, ending: 'braked' });
    return answer.kind === 'answered'
      ? { kind: 'braked', id, reasons: worked.braked }
      : { kind: 'interrupted' };
  }
  // The rows lie in the store, where every batch has put its own.
  const rows = (await store.load()).run?.rows ?? state.rows;
  const ended: RunState = { ...state, rows, phase: 'reporting', ending: worked };
  await store.saveRun(ended);
  return report(engine, ended, worked);
};

const work = async (engine: Engine, state: RunState, watch: Watch): Promise<Worked> => {
  const { store, erp } = engine.ports;
  if (isCancelled(watch)) return 'cancelled';
  const mapping = await erp.mapping();
  if (mapping.kind !== 'answered') return 'silent';
  let { phase } = state;
  if (phase === 'discovering') {
    if (state.scope.kind === 'all') {
      const discovered = await discover(engine, mapping.value.version, state.trigger, watch);
      if (discovered !== 'complete') return discovered;
    }
    phase = 'planning';
    await store.saveRun({ ...state, phase });
  }
  const dirty = await dirtyOf(engine, state.scope);
  if (phase !== 'planning')
    return carryOut(engine, state, mapping.value, { works: unplanned(engine, dirty), mayWrite: true }, watch);
  const tally = new Tally(mapping.value);
  const planned = await planRun(engine, mapping.value, dirty, watch, (change, item) =>
    tally.see(change, item),
  );
  if (typeof planned === 'string') return planned;
  if (!tally.isEmpty) {
    const answer = await erp.brake({ run: state.id, counts: tally.counts(), sample: tally.sample });
    if (answer.kind !== 'answered') return 'silent';
    if (answer.value.kind === 'ask') return { braked: answer.value.reasons };
    await store.saveRun({ ...state, phase: 'syncing' });
  }
  return carryOut(engine, state, mapping.value, { works: planned, mayWrite: !tally.isEmpty }, watch);
};

const dirtyOf = async ({ ports }: Engine, scope: Scope): Promise<readonly Dirty[]> =>
  scope.kind === 'record' ? [{ kind: 'link', id: scope.link }] : (await ports.store.load()).dirty;

/** A run whose worker died after the brake had let it go. */
const unplanned = ({ settings }: Engine, dirty: readonly Dirty[]): readonly Work[] =>
  inBatches(dirty, settings.readSize).map((batch) => ({ dirty: batch, read: null }));

const carryOut = async (
  engine: Engine,
  { id, trigger }: RunState,
  mapping: Mapping,
  { works, mayWrite }: { readonly works: readonly Work[]; readonly mayWrite: boolean },
  watch: Watch,
): Promise<Ending> => {
  const total = works.reduce((sum, { dirty }) => sum + dirty.length, 0);
  const tell = (progress: Omit<Progress, 'phase' | 'total'>) =>
    watch.onProgress?.({ phase: 'syncing', total, ...progress });
  let done = 0;
  tell({ done });
  for (const work of works) {
    if (isCancelled(watch)) return 'cancelled';
    const parts = await partsOf(engine, mapping, work);
    if (parts === null) return 'silent';
    for (const part of parts) {
      if (isCancelled(watch)) return 'cancelled';
      if (!(await dealWith(engine, id, mapping, { ...part, mayWrite }))) return 'silent';
      done += part.dirty.length;
      tell({ done });
    }
  }
  return trigger !== 'full' || (await tidyUp(engine)) ? 'complete' : 'silent';
};

/** A batch, and the orders of the opportunities in it that were won; then it is off the dirty set. false = somebody did not answer. */
const dealWith = async (
  engine: Engine,
  run: RunId,
  mapping: Mapping,
  part: Part & { readonly mayWrite: boolean },
): Promise<boolean> => {
  const result = await syncBatch(engine, run, mapping, part);
  if (result === null) return false;
  const { met, outcomes, again } = result;
  const ids = [...met.keys()];
  const { complete, refused } = await orderWon(engine.ports.orders, ids);
  const owed = complete ? [] : ids.map((id): Dirty => ({ kind: 'crm', id }));
  const unordered = refused.map(({ id, reason }): RowOutcome => {
    return { record: met.get(id) ?? id, outcome: 'failed', reason: reasonOf(reason) };
  });
  await engine.ports.store.settle({
    dirty: part.dirty,
    outcomes: mergeRows(outcomes, unordered),
    again: [...again, ...owed],
  });
  return true;
};

/** Where everything is looked at: what arrived after its twin was made, and orders that a dead worker left unfinished. */
const tidyUp = async (engine: Engine): Promise<boolean> => {
  const { orders } = engine.ports;
  return (await tellLateTwins(engine)) && (orders === null || finishClaims(orders.ports));
};

const report = async (engine: Engine, state: RunState, ending: Ending): Promise<RunEnd> => {
  const { store, erp } = engine.ports;
  const { id, trigger, scope, rows } = state;
  const answer = await erp.report({ id, trigger, scope, rows, ending });
  if (answer.kind !== 'answered') return { kind: 'interrupted' };
  await store.saveRun(null);
  const counts = countRows(rows);
  return { kind: 'finished', id, result: resultOf(counts, ending), counts };
};
