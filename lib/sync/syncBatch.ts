import { createTwins } from './create/createTwins.ts';
import type { CrmId, LinkId, RunId } from './ids.ts';
import type { Conflict } from './link.ts';
import type { RecordPlan } from './plan/recordPlan.ts';
import { isNothing } from './plan/recordPlan.ts';
import type { Dirty } from './ports.ts';
import type { Engine } from './protocol.ts';
import type { Mapping } from './rule.ts';
import type { RowId, RowOutcome } from './runState.ts';
import { type Batch, later, questionOf, rank, reasonOf } from './step/batch.ts';
import { commitRow, recoverRow } from './step/commit.ts';
import { isTooFresh } from './step/freshness.ts';
import { type Intent, writesOn } from './step/intent.ts';
import { type Planned, prepareRow, withoutRefused } from './step/prepare.ts';
import { type Item, type Items, readItems } from './step/readItems.ts';
import { repointMerged } from './step/repoint.ts';
import { send } from './step/send.ts';

/** What happened to a batch. `again`: to be looked at in a later run, because somebody else is at it or it would not hold still. */
export interface BatchResult {
  readonly outcomes: readonly RowOutcome[];
  readonly again: readonly Dirty[];
  /** CRM records that were looked at, and what a row about them is about. */
  readonly met: ReadonlyMap<CrmId, RowId>;
}

/**
 * Read → recover or plan → prepare → write → commit, for a batch of dirty things; repeated for what moved under our hands.
 * `read` = what the first pass looks at. null = something outside did not answer: the batch stays dirty, and whatever was prepared is
 * recovered once it has expired.
 */
export const syncBatch = async (
  engine: Engine,
  run: RunId,
  mapping: Mapping,
  { read, mayWrite }: { readonly read: Items; readonly mayWrite: boolean },
): Promise<BatchResult | null> => {
  const batch: Batch = {
    engine,
    run,
    mapping,
    mayWrite,
    outcomes: new Map(),
    refused: new Map(),
    later: new Map(),
    met: new Map(),
  };
  let items: Items | null = read;
  let todo: readonly Dirty[] = [];
  for (let attempt = 1; ; attempt++) {
    const again = items === null ? null : await passOver(batch, items);
    if (again === null) return null;
    todo = [...again].map((id): Dirty => ({ kind: 'link', id }));
    if (todo.length === 0 || attempt >= engine.settings.attempts) break;
    items = await readItems(engine, mapping, todo);
  }
  // What was made just now is too fresh to be looked at again: that is no failure, and a later run does.
  for (const left of todo)
    if (left.kind === 'link' && batch.outcomes.get(left.id)?.outcome !== 'created')
      rank(batch, left.id, 'failed', 'restless');
  return {
    outcomes: [...batch.outcomes.values()],
    again: [...batch.later.values(), ...todo],
    met: batch.met,
  };
};

/** One pass; answers the links to look at once more, or null where something did not answer. */
const passOver = async (batch: Batch, read: Items): Promise<ReadonlySet<LinkId> | null> => {
  for (const { link } of read.live) {
    rank(batch, link.id, 'unchanged');
    later(batch, { kind: 'link', id: link.id });
  }
  for (const { view } of read.items) batch.met.set(view.link.crm, view.link.id);
  for (const { of } of read.unmet) if (of.side === 'crm') batch.met.set(of.id, of.id);
  const again = new Set<LinkId>();
  if (!(await createTwins(batch, read.unmet, again))) return null;
  const expired = read.items.filter(({ view }) => view.pending === 'expired');
  if (!(await recover(batch, expired, again))) return null;
  const still = await holdStill(
    batch,
    read.items.filter(({ view }) => view.pending === 'none'),
    again,
  );
  const settled = await repointMerged(batch, still, again);
  if (settled === null) return null;
  const planned = settled
    .map((item) => planOne(batch, item))
    .filter(({ item, plan }) => {
      const [question] = openQuestions(item, plan);
      const outcome = question === undefined ? 'unchanged' : 'conflict';
      rank(batch, item.view.link.id, outcome, questionOf(question));
      if (batch.mayWrite || (plan.writes.length === 0 && plan.end?.archive == null)) return !isNothing(plan);
      later(batch, { kind: 'link', id: item.view.link.id });
      return false;
    });
  return (await carryOut(batch, planned, again)) ? again : null;
};

const planOne = ({ engine, mapping, refused }: Batch, item: Item): Planned => {
  const { link } = item.view;
  const { toleranceMs } = engine.settings;
  const plan = engine.protocol.plan({ mapping, link, crm: item.crm, erp: item.erp, toleranceMs });
  const fields = refused.get(link.id);
  return { item, plan: fields === undefined ? plan : withoutRefused(plan, fields) };
};

const openQuestions = ({ view }: Item, { open, close }: RecordPlan): readonly Conflict[] => [
  ...open,
  ...view.link.conflicts.filter(({ key }) => !close.includes(key)),
];

const recover = async (batch: Batch, items: readonly Item[], again: Set<LinkId>): Promise<boolean> => {
  const rows = items.flatMap((item) => {
    const row = recoverRow(batch.engine, batch.mapping, item, batch.run);
    // Hidden from this user: somebody who sees more will recover it.
    if (row === null) rank(batch, item.view.link.id, 'unchanged');
    return row === null ? [] : [row];
  });
  if (rows.length === 0) return true;
  const answer = await batch.engine.ports.erp.commit(rows);
  if (answer.kind !== 'answered') return false;
  for (const { link } of rows) again.add(link);
  return true;
};

/** Records whose stamp is not a version yet are left a moment, then read again in the next pass. */
const holdStill = async (
  { engine }: Batch,
  items: readonly Item[],
  again: Set<LinkId>,
): Promise<readonly Item[]> => {
  const { crm, erpRecords, clock } = engine.ports;
  let longest = 0;
  const still = items.filter((item) => {
    const wait = Math.max(
      isTooFresh(crm.capabilities, item.crm) ? (crm.capabilities.stampMs ?? 0) : 0,
      isTooFresh(erpRecords.capabilities, item.erp) ? (erpRecords.capabilities.stampMs ?? 0) : 0,
    );
    if (wait > 0) again.add(item.view.link.id);
    longest = Math.max(longest, wait);
    return wait === 0;
  });
  if (longest > 0) await clock.wait(longest);
  return still;
};

const carryOut = async (batch: Batch, planned: readonly Planned[], again: Set<LinkId>): Promise<boolean> => {
  if (planned.length === 0) return true;
  const intents = await prepareAll(batch, planned, again);
  if (intents === null) return false;
  const { ports } = batch.engine;
  const forErp = intents.flatMap((intent) =>
    intent.erp !== null && isFor(intent, 'erp') ? [{ intent, reading: intent.erp }] : [],
  );
  const forCrm = intents.flatMap((intent) =>
    intent.crm !== null && isFor(intent, 'crm') ? [{ intent, reading: intent.crm }] : [],
  );
  const erp = await send(batch.engine, 'erp', ports.erpRecords, forErp);
  const crm = await send(batch.engine, 'crm', ports.crm, forCrm);
  const rows = intents.flatMap((intent) => {
    const sent = { crm: crm.get(intent) ?? null, erp: erp.get(intent) ?? null };
    for (const half of [sent.crm, sent.erp]) {
      if (half?.kind === 'refused') rank(batch, intent.link, 'failed', reasonOf(half.reason));
    }
    const row = commitRow(batch.engine, intent, sent, batch.run);
    if (row === null) {
      // Nobody heard whether it arrived: recovered once its time is up.
      rank(batch, intent.link, 'failed', 'unheard');
      later(batch, { kind: 'link', id: intent.link });
    }
    return row === null ? [] : [row];
  });
  if (rows.length === 0) return true;
  const answer = await ports.erp.commit(rows);
  if (answer.kind !== 'answered') return false;
  rows.forEach((row, index) => {
    if (answer.value[index] !== 'done') {
      // Recovered by somebody else while this worker slept: what they found is what counts.
      again.add(row.link);
      return;
    }
    const landed = row.outcomes.some(({ outcome }) => outcome === 'confirmed');
    if (landed || row.end) rank(batch, row.link, 'updated');
    // What is open now is counted by the look that follows.
    const through = row.end || row.outcomes.every(({ outcome }) => outcome === 'confirmed');
    if (!through || row.open.length > 0) again.add(row.link);
  });
  return true;
};

const isFor = ({ pending }: Intent, side: 'crm' | 'erp'): boolean =>
  pending.archive === side || writesOn(pending.fields, side);

const prepareAll = async (
  batch: Batch,
  planned: readonly Planned[],
  again: Set<LinkId>,
): Promise<readonly Intent[] | null> => {
  const { ports, settings } = batch.engine;
  const { mapping, run } = batch;
  const asks = planned.map((each) => ({
    ...each.item,
    row: prepareRow(each, { mapping, run, newId: ports.newId }),
  }));
  // Taken before the request leaves: the ERP API's own count starts later, so ours always ends first.
  const asked = ports.clock.elapsed();
  const answer = await ports.erp.prepare(asks.map(({ row }) => row));
  if (answer.kind !== 'answered') return null;
  const intents: Intent[] = [];
  asks.forEach(({ crm, erp, row: { link, pending } }, index) => {
    const prepared = answer.value[index];
    switch (prepared?.kind) {
      case 'pending':
        if (pending === null) return;
        intents.push({
          link,
          rev: prepared.rev,
          pending: { ...pending, fields: prepared.fields },
          crm: crm.kind === 'found' ? crm : null,
          erp: erp.kind === 'found' ? erp : null,
          sendBefore: asked + prepared.holdMs - settings.requestMs,
        });
        return;
      case 'done':
        if (pending !== null) rank(batch, link, 'updated');
        return;
      case 'refused':
        batch.refused.set(link, new Set([...(batch.refused.get(link) ?? []), ...prepared.fields]));
        rank(batch, link, 'failed', reasonOf(prepared.reason));
        again.add(link);
        return;
      case 'stale':
      case undefined:
        again.add(link);
    }
  });
  return intents;
};
