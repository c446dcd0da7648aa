import type { CrmId, TwinKey } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import { batchAnswer, type Row, recordPage } from './batchAnswer.ts';
import type { Property } from './describe.ts';
import { BATCH_ROWS, crmIdOf, inParts, type ObjectContext, unanswered } from './objectContext.ts';
import { searchRequest } from './searchRequest.ts';

type WithKey = (
  context: ObjectContext,
  key: Property,
  keys: readonly TwinKey[],
) => Promise<Answer<readonly (readonly CrmId[])[]>>;

/** Reads by the unique property itself, which knows a record from the moment on that it is made. */
export const withKeyByValue: WithKey = async (context, { name }, keys) => {
  const { door, signal, object } = context;
  const rows: Row[] = [];
  for (const part of inParts([...new Set(keys)], BATCH_ROWS)) {
    const question = {
      idProperty: name,
      inputs: part.map((key) => ({ id: key })),
      properties: [name],
      propertiesWithHistory: [],
    };
    const reply = await door(({ batch }) => batch.read(object.path, question, false), signal);
    if (reply.kind !== 'answered') return unanswered(reply);
    const read = batchAnswer.safeParse(reply.body);
    if (!read.success || read.data.errors.some(({ category }) => category !== 'OBJECT_NOT_FOUND'))
      return { kind: 'lost' };
    rows.push(...read.data.results);
  }
  return { kind: 'answered', value: keys.map((key) => idsWith(context, name, rows, key)) };
};

/** A search takes five groups of filters, and answers two hundred rows. */
const KEYS_PER_SEARCH = 5;
const PAGE = 200;

/** Runs behind what was written: see `visibleMs`. */
export const withKeyBySearch: WithKey = async (context, { name }, keys) => {
  const { door, signal, object } = context;
  const rows: Row[] = [];
  for (const part of inParts([...new Set(keys)], KEYS_PER_SEARCH)) {
    const question = {
      filterGroups: part.map((key) => ({
        filters: [{ propertyName: name, operator: 'EQ' as const, value: key }],
      })),
      sort: 'hs_object_id',
      properties: [name],
      limit: PAGE,
    };
    const reply = await door(({ search }) => search.doSearch(object.path, searchRequest(question)), signal);
    if (reply.kind !== 'answered') return unanswered(reply);
    const read = recordPage.safeParse(reply.body);
    if (!read.success) return { kind: 'lost' };
    rows.push(...read.data.results);
  }
  return { kind: 'answered', value: keys.map((key) => idsWith(context, name, rows, key)) };
};

/** Searches do not mind upper and lower case; a key does. */
const idsWith = (
  context: ObjectContext,
  name: string,
  rows: readonly Row[],
  key: TwinKey,
): readonly CrmId[] => [
  ...new Set(rows.filter(({ properties }) => properties[name] === key).map(({ id }) => crmIdOf(context, id))),
];
