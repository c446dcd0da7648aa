import type { CrmId, ServerTime, Version } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import type { Cell, Reading } from '../../../sync/reading.ts';
import { readAssociation } from './associations.ts';
import type { Row } from './batchAnswer.ts';
import { cellsOf, currencyOf } from './cells.ts';
import { crmIdOf, hubspotIdOf, MERGED_IDS, mergedIdsIn, type ObjectContext } from './objectContext.ts';
import { type Rows, readRows, type Told } from './readRows.ts';

const ABSENT: Reading<CrmId> = { kind: 'absent' };

/** One reading per id, in their order. Archived records are read a second time, as the proof that they were deleted. */
export const readRecords = async (
  context: ObjectContext,
  keys: readonly CrmId[],
): Promise<Answer<readonly Reading<CrmId>[]>> => {
  const ids = keys.map((key) => hubspotIdOf(context, key));
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const living = await readLiving(context, wanted);
  if (living.kind !== 'answered') return living;
  const missing = wanted.filter((id) => !living.value.has(id));
  const archived = await readRows(context, missing, { archived: true, withHistory: false });
  if (archived.kind !== 'answered') return archived;
  const joined = await readJoined(context, living.value);
  if (joined.kind !== 'answered') return joined;
  const value = ids.map((id): Reading<CrmId> => {
    const told = id === null ? undefined : living.value.get(id);
    if (told !== undefined) return found(context, told, joined.value.get(told.row.id) ?? {});
    const gone = id === null ? undefined : archived.value.get(id);
    return gone === undefined
      ? ABSENT
      : { kind: 'deleted', mergedInto: null, last: cellsOf(context, gone.row) };
  });
  return { kind: 'answered', value };
};

/**
 * Histories halve a batch, so they are asked for once per state of a record: what carries the stamp and the values of the last
 * reading has its past too. The look before a write thus costs one call per hundred, the look after it one per fifty.
 */
const readLiving = async (context: ObjectContext, ids: readonly string[]): Promise<Answer<Rows>> => {
  const { histories } = context;
  const known = ids.filter((id) => histories.has(id));
  const light = await readRows(context, known, { archived: false, withHistory: false });
  if (light.kind !== 'answered') return light;
  const rows = new Map<string, Told>();
  for (const [id, { row, readAt }] of light.value) {
    const before = histories.get(id);
    if (before !== undefined && isSame(before, row))
      rows.set(id, { row: { ...row, propertiesWithHistory: before.propertiesWithHistory }, readAt });
  }
  const moved = known.filter((id) => light.value.has(id) && !rows.has(id));
  const fresh = ids.filter((id) => !histories.has(id));
  const deep = await readRows(context, [...fresh, ...moved], { archived: false, withHistory: true });
  if (deep.kind !== 'answered') return deep;
  for (const [id, told] of deep.value) {
    rows.set(id, told);
    // A stamp of this very millisecond may still stand for a second change.
    histories.delete(id);
    if (Date.parse(told.row.updatedAt) < told.readAt) histories.set(id, told.row);
  }
  forgetOldest(histories);
  return { kind: 'answered', value: rows };
};

/** Some 4 KB each: as many as a large run may read before it begins to write. Whoever is forgotten is read a little more dearly. */
const MOST_REMEMBERED = 10_000;

const forgetOldest = (histories: ObjectContext['histories']): void => {
  for (const id of histories.keys()) {
    if (histories.size <= MOST_REMEMBERED) return;
    histories.delete(id);
  }
};

const isSame = (before: Row, now: Row): boolean =>
  before.id === now.id &&
  before.updatedAt === now.updatedAt &&
  Object.entries(now.properties).every(([name, value]) => before.properties[name] === value);

const readJoined = async (
  context: ObjectContext,
  rows: Rows,
): Promise<Answer<ReadonlyMap<string, Readonly<Record<string, Cell>>>>> => {
  const cells = new Map<string, Record<string, Cell>>();
  const ids = [...new Set([...rows.values()].map(({ row }) => row.id))];
  for (const association of context.associations) {
    const answer = await readAssociation(context, association, ids);
    if (answer.kind !== 'answered') return answer;
    for (const [id, cell] of answer.value) cells.set(id, { ...cells.get(id), [association.name]: cell });
  }
  return { kind: 'answered', value: cells };
};

const found = (
  context: ObjectContext,
  { row, readAt }: Told,
  joined: Readonly<Record<string, Cell>>,
): Reading<CrmId> => {
  context.currencies.set(row.id, currencyOf(context, row));
  return {
    kind: 'found',
    id: crmIdOf(context, row.id),
    version: row.updatedAt as Version,
    modifiedAt: Date.parse(row.updatedAt) as ServerTime,
    formerly: mergedIdsIn(row.properties[MERGED_IDS]).map((id) => crmIdOf(context, id)),
    readAt,
    cells: { ...cellsOf(context, row), ...joined },
    openDocuments: false,
  };
};
