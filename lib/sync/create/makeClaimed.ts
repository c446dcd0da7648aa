import type { CrmId, ErpId, FieldName, LinkId, TwinKey } from '../ids.ts';
import type { OutcomeEntry } from '../ledger.ts';
import type { BasePair } from '../link.ts';
import type { Side } from '../ports.ts';
import { cellOf } from '../reading.ts';
import type { SideName } from '../rule.ts';
import { type Batch, later, rank, reasonOf } from '../step/batch.ts';
import { asValue, type Stored, sameStored, storedAfter, type Value } from '../value.ts';
import type { CreateOutcome, Creator } from './creator.ts';
import { valuesOf } from './draft.ts';
import type { Draft, Found, Release, TwinId } from './ports.ts';
import type { Unmet } from './unmet.ts';

/** A twin that is ours to make. */
export interface Claim {
  readonly unmet: Unmet;
  readonly draft: Draft;
  readonly key: TwinKey;
  readonly attempt: number;
  /** What it is to belong to. */
  readonly given: Readonly<Record<FieldName, string>>;
  /** By the local elapsed clock: nothing is sent after it. */
  readonly sendBefore: number;
}

interface Results<Id> {
  readonly found: {
    readonly claim: Claim;
    readonly ids: readonly Id[];
    readonly made: CreateOutcome<Id> | null;
  }[];
  readonly release: { readonly claim: Claim; readonly ask: readonly Id[] | null }[];
}

/** Makes what is claimed on one side, or finds that it is there. `false` = the ERP API did not answer. */
export const makeClaimed = async <Id extends CrmId | ErpId>(
  batch: Batch,
  side: SideName,
  creator: Creator<Id>,
  claims: readonly Claim[],
  again: Set<LinkId>,
): Promise<boolean> => {
  const results: Results<Id> = { found: [], release: [] };
  const fresh = claims.filter(({ attempt }) => attempt === 1);
  // Somebody was here before: what they made is looked for first, and nothing is made where nobody can say.
  const missing = await lookFor(
    batch,
    creator,
    claims.filter(({ attempt }) => attempt > 1),
    results,
  );
  await make(batch, creator, [...fresh, ...missing], results);
  return (await releaseAll(batch, results)) && recordAll(batch, side, results, again);
};

/** Those whose key no record carries. */
const lookFor = async <Id>(
  batch: Batch,
  creator: Creator<Id>,
  claims: readonly Claim[],
  { found }: Results<Id>,
): Promise<readonly Claim[]> => {
  if (claims.length === 0) return [];
  const answer = await creator.withKey(claims.map(({ key }) => key));
  return claims.filter((claim, index) => {
    const ids = answer.kind === 'answered' ? answer.value[index] : undefined;
    if (ids === undefined) unheard(batch, claim);
    else if (ids.length > 0) found.push({ claim, ids, made: null });
    return ids?.length === 0;
  });
};

/** Its claim runs out; whoever comes then looks for the key. */
const unheard = (batch: Batch, { unmet: { of, dirty } }: Claim): void => {
  rank(batch, of.id, 'failed', 'unheard');
  later(batch, dirty);
};

const make = async <Id>(
  batch: Batch,
  creator: Creator<Id>,
  claims: readonly Claim[],
  results: Results<Id>,
): Promise<void> => {
  const now = batch.engine.ports.clock.elapsed();
  // The sender may have slept at any await before this one.
  const due = claims.filter(({ sendBefore }) => now <= sendBefore);
  const late = claims.filter(({ sendBefore }) => now > sendBefore);
  for (const claim of late) results.release.push({ claim, ask: null });
  if (due.length === 0) return;
  const target = due[0]?.unmet.of.side === 'crm' ? 'erp' : 'crm';
  const answer = await creator.create(
    due.map(({ key, draft, given }) => ({ key, fields: { ...valuesOf(draft, target), ...valuesIn(given) } })),
  );
  if (answer.kind === 'notSent') {
    for (const claim of due) results.release.push({ claim, ask: null });
    return;
  }
  const there: { readonly claim: Claim; readonly id: Id | null }[] = [];
  due.forEach((claim, index) => {
    const outcome = answer.kind === 'answered' ? answer.value[index] : undefined;
    switch (outcome?.kind) {
      case undefined:
        unheard(batch, claim);
        return;
      case 'created':
        results.found.push({ claim, ids: [outcome.id], made: outcome });
        return;
      case 'exists':
        there.push({ claim, id: outcome.id });
        return;
      case 'refused':
        rank(batch, claim.unmet.of.id, 'failed', reasonOf(outcome.reason));
        results.release.push({ claim, ask: null });
    }
  });
  const unkeyed = await lookFor(
    batch,
    creator,
    there.map(({ claim }) => claim),
    results,
  );
  for (const claim of unkeyed) {
    // A duplicate by a rule of the side's own: whether it is one, a person says.
    const id = there.find((each) => each.claim === claim)?.id ?? null;
    rank(batch, claim.unmet.of.id, 'conflict', 'whichTwin');
    results.release.push({ claim, ask: id === null ? [] : [id] });
  }
};

const valuesIn = (given: Claim['given']): Readonly<Record<FieldName, Value>> =>
  Object.fromEntries(Object.entries(given).map(([field, id]) => [field, asValue(id)]));

const releaseAll = async <Id extends TwinId>(batch: Batch, { release }: Results<Id>): Promise<boolean> => {
  const { create } = batch.engine.ports;
  if (create === null || release.length === 0) return true;
  for (const { claim, ask } of release) if (ask === null) again(batch, claim);
  const rows = release.map(({ claim: { key, attempt }, ask }): Release => ({ key, attempt, ask }));
  return (await create.twins.release(rows)).kind === 'answered';
};

/** Not made, and nobody's fault: another run tries. What was refused is tried when it has changed. */
const again = (batch: Batch, { unmet: { of, dirty } }: Claim): void => {
  if (batch.outcomes.get(of.id)?.outcome === 'failed') return;
  rank(batch, of.id, 'unchanged');
  later(batch, dirty);
};

const recordAll = async <Id extends TwinId>(
  batch: Batch,
  side: SideName,
  { found }: Results<Id>,
  next: Set<LinkId>,
): Promise<boolean> => {
  const { create } = batch.engine.ports;
  if (create === null || found.length === 0) return true;
  const stored = await readBack(batch, side, found);
  const rows = found.map(({ claim, ids, made }, index): Found => {
    const { key, attempt } = claim;
    const [id, ...others] = [...ids].sort();
    if (id === undefined) throw new RangeError('A record was found that has no id.');
    const known = made === null ? {} : (stored[index] ?? {});
    return { key, attempt, run: batch.run, id, others, ...settled(claim, side, known, made !== null) };
  });
  const answer = await create.twins.record(rows);
  if (answer.kind !== 'answered') return false;
  for (const [index, { claim }] of found.entries()) {
    const recorded = answer.value[index] ?? { kind: 'stale' as const };
    const { of, dirty } = claim.unmet;
    switch (recorded.kind) {
      case 'stale':
        later(batch, dirty);
        continue;
      case 'taken':
        rank(batch, of.id, 'conflict', 'whichTwin');
        continue;
      case 'twin':
        rank(batch, recorded.link, 'created');
        break;
      case 'extra':
        rank(batch, recorded.link, 'conflict', 'extraTwin');
        break;
      case 'known':
    }
    next.add(recorded.link);
  }
  return true;
};

/** What the side made of the values, where its answer did not say. */
const readBack = async <Id extends TwinId>(
  { engine: { ports } }: Batch,
  name: SideName,
  found: Results<Id>['found'],
): Promise<readonly (Readonly<Record<string, Stored>> | null)[]> => {
  const side = (name === 'crm' ? ports.crm : ports.erpRecords) as Side<CrmId | ErpId>;
  const told = found.map(({ made }) => (made?.kind === 'created' ? made.stored : null));
  const silent = found.filter(({ made }, index) => made !== null && told[index] === null);
  if (silent.length === 0) return told;
  const answer = await side.read(silent.flatMap(({ ids }) => ids));
  if (answer.kind !== 'answered') return told;
  return found.map((each, index) => {
    const reading = answer.value[silent.indexOf(each)];
    if (told[index] !== null || reading?.kind !== 'found') return told[index] ?? null;
    const cells: Record<string, Stored> = {};
    for (const field of each.claim.draft.fields) {
      const half = field[name];
      const { seen } = cellOf(reading.cells, field.fields[name]);
      // Another value than was sent may be the side's doing, or somebody's: then nothing is known.
      if (half.kind === 'write' && seen.kind !== 'unseen' && sameStored(seen, storedAfter(half.after)))
        cells[field.fields[name]] = seen;
    }
    return cells;
  });
};

const settled = (
  { draft }: Claim,
  side: SideName,
  stored: Readonly<Record<string, Stored>>,
  made: boolean,
): Pick<Found, 'base' | 'outcomes'> => {
  const base: Record<string, BasePair> = {};
  const outcomes: OutcomeEntry[] = [];
  for (const field of draft.fields) {
    const [mine, theirs] = side === 'crm' ? [field.crm, field.erp] : [field.erp, field.crm];
    if (mine.kind !== 'write' || theirs.kind !== 'kept') continue;
    const value = stored[field.fields[side]] ?? null;
    outcomes.push({ rule: field.rule, side, outcome: made ? 'confirmed' : 'found', stored: value });
    if (value !== null)
      base[field.rule] =
        side === 'crm' ? { crm: value, erp: theirs.stored } : { crm: theirs.stored, erp: value };
  }
  return { base, outcomes };
};
