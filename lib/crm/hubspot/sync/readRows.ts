import type { ServerTime } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import { batchAnswer, type Row } from './batchAnswer.ts';
import {
  BATCH_ROWS,
  HISTORY_ROWS,
  inParts,
  MERGED_IDS,
  mergedIdsIn,
  noteServerTime,
  type ObjectContext,
  unanswered,
} from './objectContext.ts';

/** A record as it was answered, and the server's clock at that moment. */
export interface Told {
  readonly row: Row;
  readonly readAt: ServerTime;
}
/** By the id that was asked for. Who is not in it was not answered: gone, or hidden. */
export type Rows = ReadonlyMap<string, Told>;

interface Depth {
  readonly archived: boolean;
  readonly withHistory: boolean;
}

/** Reads records by their ids, many to a call. Living ones, or archived ones: never both. */
export const readRows = async (
  context: ObjectContext,
  ids: readonly string[],
  depth: Depth,
): Promise<Answer<Rows>> => {
  const parts = inParts(ids, depth.withHistory ? HISTORY_ROWS : BATCH_ROWS);
  const answers = await Promise.all(parts.map((part) => readPart(context, part, depth)));
  const rows = new Map<string, Told>();
  for (const answer of answers) {
    if (answer.kind !== 'answered') return answer;
    for (const [id, told] of answer.value) rows.set(id, told);
  }
  return { kind: 'answered', value: rows };
};

const readPart = async (
  context: ObjectContext,
  ids: readonly string[],
  { archived, withHistory }: Depth,
): Promise<Answer<Rows>> => {
  const { door, signal, object } = context;
  const question = { inputs: ids.map((id) => ({ id })), ...askedOf(context, withHistory) };
  const reply = await door(({ batch }) => batch.read(object.path, question, archived), signal);
  if (reply.kind !== 'answered') return unanswered(reply);
  const read = batchAnswer.safeParse(reply.body);
  if (!read.success) return { kind: 'lost' };
  const { results, errors, startedAt } = read.data;
  // Anything but "not found" says nothing about the record: it must not look as if it were gone.
  if (errors.some(({ category }) => category !== 'OBJECT_NOT_FOUND')) return { kind: 'lost' };
  const readAt = Date.parse(startedAt) as ServerTime;
  noteServerTime(context, readAt);
  const rows = new Map<string, Told>();
  for (const row of results)
    for (const id of [row.id, ...mergedIdsIn(row.properties[MERGED_IDS])])
      if (ids.includes(id)) rows.set(id, { row, readAt });
  const left = ids.filter((id) => !rows.has(id));
  const isMerged = results.some(({ id, properties }) => !ids.includes(id) || Boolean(properties[MERGED_IDS]));
  // All ids of one merged record are answered once, under the new id: one that it does not name is asked for alone.
  if (isMerged && left.length > 0) return withMoved(context, { rows, left, readAt, archived, withHistory });
  return { kind: 'answered', value: rows };
};

const withMoved = async (
  context: ObjectContext,
  {
    rows,
    left,
    readAt,
    archived,
    withHistory,
  }: Depth & { rows: Map<string, Told>; left: readonly string[]; readAt: ServerTime },
): Promise<Answer<Rows>> => {
  const { door, signal, object } = context;
  const { properties, propertiesWithHistory } = askedOf(context, withHistory);
  for (const id of left) {
    const reply = await door(
      ({ basic }) => basic.getById(object.path, id, properties, propertiesWithHistory, undefined, archived),
      signal,
    );
    if (reply.kind === 'refused' && reply.status === 404) continue;
    if (reply.kind !== 'answered') return unanswered(reply);
    const row = batchAnswer.shape.results.element.safeParse(reply.body);
    if (!row.success) return { kind: 'lost' };
    rows.set(id, { row: row.data, readAt });
  }
  return { kind: 'answered', value: rows };
};

const askedOf = ({ readable, object }: ObjectContext, withHistory: boolean) => {
  const names: string[] = [...readable.keys()];
  const also = [MERGED_IDS, ...(object.currencyProperty === null ? [] : [object.currencyProperty])];
  return {
    properties: [...new Set([...names, ...also])],
    propertiesWithHistory: withHistory ? names : [],
  };
};
