import * as z from 'zod';
import type { CrmId, FieldName, ServerTime } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import type { Reading } from '../../../sync/reading.ts';
import { COLLECTION_ROWS } from './composite.ts';
import { dropHidden } from './dropHidden.ts';
import { crmIdOf, type ObjectContext } from './objectContext.ts';
import { hasDocuments } from './readLiving.ts';
import { cellsOf, foundOf, recordId, recordRow, selectedFields } from './rows.ts';
import { queryLists, queryPath, soqlList } from './soql.ts';

const removedRow = recordRow.extend({ IsDeleted: z.boolean(), MasterRecordId: recordId.nullish() });
const page = z.object({ done: z.boolean(), records: z.array(removedRow) });
type RemovedRow = z.infer<typeof removedRow>;

type Readings = ReadonlyMap<string, Reading<CrmId>>;

/** On objects that can be merged. */
const MASTER = 'MasterRecordId' as FieldName;

/**
 * What became of ids that are not among the living: the recycle bin is the only proof that one was deleted, and the only place
 * where a merged one names its survivor. What is in neither is left out.
 */
export const readRemoved = async (
  context: ObjectContext,
  ids: readonly string[],
): Promise<Answer<Readings>> => {
  const readings = new Map<string, Reading<CrmId>>();
  for (const list of queryLists(ids, COLLECTION_ROWS)) {
    const answer = await readList(context, list);
    if (answer.kind !== 'answered') return answer;
    for (const [id, reading] of answer.value) readings.set(id, reading);
  }
  return { kind: 'answered', value: readings };
};

const readList = async (context: ObjectContext, ids: readonly string[]): Promise<Answer<Readings>> => {
  const { described, door, signal } = context;
  const fields = new Set([
    ...selectedFields(context),
    'IsDeleted',
    ...(described.fields.has(MASTER) ? [MASTER] : []),
  ]);
  const soql = `SELECT ${[...fields].join(',')} FROM ${described.name} WHERE Id IN ${soqlList(ids)}`;
  const reply = await door({ method: 'GET', path: queryPath('queryAll', soql) }, signal);
  if (reply.kind === 'refused') {
    if (dropHidden(context, reply.errors)) return readList(context, ids);
    return { kind: 'notSent', reason: 'forbidden' };
  }
  if (reply.kind !== 'answered') return reply;
  const read = page.safeParse(reply.body);
  if (!read.success || reply.readAt === null) return { kind: 'lost' };
  const { readAt } = reply;
  const { done, records } = read.data;
  const readings = new Map(records.map((row) => [row.Id, readingOf(context, row, readAt)]));
  if (done) return { kind: 'answered', value: readings };
  // A page shorter than the list: what is left out of it is not gone. Asked anew, for a locator may have expired.
  if (records.length === 0) return { kind: 'lost' };
  const rest = await readList(
    context,
    ids.filter((id) => !readings.has(id)),
  );
  return rest.kind === 'answered' ? { kind: 'answered', value: new Map([...readings, ...rest.value]) } : rest;
};

const readingOf = (context: ObjectContext, row: RemovedRow, readAt: ServerTime): Reading<CrmId> => {
  // Restored between the two questions; its documents were not looked at.
  if (!row.IsDeleted) return foundOf(context, row, readAt, hasDocuments(context));
  const master = row.MasterRecordId ?? null;
  return {
    kind: 'deleted',
    mergedInto: master === null ? null : crmIdOf(context, master),
    last: cellsOf(context, row),
  };
};
