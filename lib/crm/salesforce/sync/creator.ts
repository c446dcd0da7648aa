import * as z from 'zod';
import type { CreateOutcome, Creator, NewRecord } from '../../../sync/create/creator.ts';
import type { CrmId, FieldName, TwinKey } from '../../../sync/ids.ts';
import { asValue } from '../../../sync/value.ts';
import { alikeIn } from './alike.ts';
import { answerOf } from './answerOf.ts';
import { collectionRefused, collectionRows } from './collectionAnswer.ts';
import { COLLECTION_ROWS, MOST_LISTS, type Subrequest } from './composite.ts';
import type { DescribedField } from './describe.ts';
import { crmIdOf, type ObjectContext } from './objectContext.ts';
import { inOrder, isPassing, type RowAnswer } from './outcomes.ts';
import { patchedFields, type ReadBack, readBackIn, storedOf } from './readBack.ts';
import { reasonOf, refusedFields, type SalesforceError } from './refusedBy.ts';
import { recordId } from './rows.ts';
import { type Sending, sendParts } from './sendParts.ts';
import { queryLists, queryPath, soqlList } from './soql.ts';
import type { Currency } from './values.ts';
import { bodyOf, CURRENCY_UNKNOWN, type Patch } from './writeRow.ts';
import { SENDS_WITHIN_MS } from './writeSide.ts';

/** A query sees a record as soon as its transaction has ended; this is for triggers that keep one open. */
const VISIBLE_MS = 30_000;

type Outcome = CreateOutcome<CrmId>;

interface Creation {
  readonly key: TwinKey;
  /** Without the key. */
  readonly patch: Patch;
  readonly json: Readonly<Record<string, unknown>>;
  readonly currency: Currency;
}

const keyed = z.object({ done: z.boolean(), records: z.array(z.looseObject({ Id: recordId })) });

/**
 * Makes records with a key in a field of the org's own. Inserts and never upserts: where the field is unique, the org refuses the
 * second record and names the first, while an upsert would write over what somebody has typed into it since.
 * null = this user may not fill or find that field.
 */
export const creatorOf = (context: ObjectContext, keyField: FieldName): Creator<CrmId> | null => {
  const field = context.described.fields.get(keyField);
  if (field === undefined || !field.createable || !field.filterable) return null;
  const alike = alikeIn(context);
  return {
    capabilities: { unique: field.unique, visibleMs: VISIBLE_MS },
    withKey: (keys) => withKey(context, field, keys),
    ...(alike === null ? {} : { alike }),
    async create(rows) {
      const notAfter = context.elapsed() + SENDS_WITHIN_MS;
      const made = rows.map((row) => creationOf(context, field, row));
      const fit = made.filter((row) => 'json' in row);
      const { outcomes, stopped } = await sendParts(context, fit, asCollection(context, field), notAfter);
      if (stopped?.kind === 'notSent' && outcomes.size === 0) return stopped;
      // A row that was not sent has no outcome either: there is no word for it, and whoever looks for its key finds nothing and makes it.
      return inOrder(made.map((row) => ('json' in row ? outcomes.get(row) : row)));
    },
  };
};

const withKey = async (
  context: ObjectContext,
  { name }: DescribedField,
  keys: readonly TwinKey[],
): ReturnType<Creator<CrmId>['withKey']> => {
  const { described, door, signal } = context;
  const found = new Map<unknown, CrmId[]>();
  for (const list of queryLists([...new Set(keys)], COLLECTION_ROWS)) {
    const soql = `SELECT Id, ${name} FROM ${described.name} WHERE ${name} IN ${soqlList(list)}`;
    const answer = answerOf(await door({ method: 'GET', path: queryPath('query', soql) }, signal), keyed);
    if (answer.kind !== 'answered') return answer;
    // Whatever is beyond a page may be a second record with one of the keys: never answered as if there were none.
    if (!answer.value.done) return { kind: 'lost' };
    for (const row of answer.value.records) {
      const ids = found.get(row[name]) ?? [];
      found.set(row[name], [...ids, crmIdOf(context, row.Id)]);
    }
  }
  return { kind: 'answered', value: keys.map((key) => found.get(key) ?? []) };
};

const creationOf = (
  context: ObjectContext,
  { name }: DescribedField,
  { key, fields }: NewRecord,
): Creation | Outcome => {
  const standing = context.currencies === null ? context.orgCurrency : null;
  const body = bodyOf(context, { ...fields, [name]: asValue(key) }, standing);
  if (body.kind === 'unknownCurrency')
    return { kind: 'refused', fields: body.fields, reason: CURRENCY_UNKNOWN };
  return { key, patch: fields, json: body.json, currency: body.currency };
};

const asCollection = (context: ObjectContext, field: DescribedField): Sending<Creation, Outcome> => ({
  most: COLLECTION_ROWS,
  requests: (rows) => [
    {
      method: 'POST',
      path: '/composite/sobjects',
      body: {
        allOrNone: false,
        records: rows.map(({ json }) => ({ attributes: { type: context.described.name }, ...json })),
      },
    },
    ...readBackByKey(context, field, rows),
  ],
  refusedWhole: (answers) => collectionRefused(answers[0]),
  outcomes: (rows, answers) => {
    const said = collectionRows(answers[0], rows.length);
    const back = new Map(answers.slice(1).flatMap((answer) => [...readBackIn(answer)]));
    return rows.map((row, place) => outcomeOf(context, row, said[place], back));
  },
  refusedAlone: (row, errors) => refusalOf(context, row, errors),
});

/** New records are found by their keys: the ids are not known before the answer. */
const readBackByKey = (
  context: ObjectContext,
  { name }: DescribedField,
  rows: readonly Creation[],
): readonly Subrequest[] => {
  const fields = new Set([
    'Id',
    ...patchedFields(
      context,
      rows.map(({ patch }) => patch),
    ),
  ]);
  const lists = queryLists(
    rows.map(({ key }) => key),
    COLLECTION_ROWS,
  );
  const select = `SELECT ${[...fields].join(',')} FROM ${context.described.name}`;
  return lists.slice(0, MOST_LISTS - 1).map((list) => ({
    method: 'GET',
    path: queryPath('query', `${select} WHERE ${name} IN ${soqlList(list)}`),
  }));
};

const outcomeOf = (
  context: ObjectContext,
  row: Creation,
  answer: RowAnswer,
  back: ReadBack,
): Outcome | undefined => {
  if (answer === undefined) return undefined;
  if (answer.kind === 'failed') return isPassing(answer) ? undefined : refusalOf(context, row, answer.errors);
  const stored = storedOf(context, back.get(answer.id), row.patch, row.currency);
  return { kind: 'created', id: crmIdOf(context, answer.id), stored };
};

const refusalOf = (
  context: ObjectContext,
  { patch }: Creation,
  errors: readonly SalesforceError[],
): Outcome => {
  const reason = reasonOf(errors);
  const [first] = errors;
  if (first?.code === 'DUPLICATE_VALUE' || first?.code === 'DUPLICATES_DETECTED') {
    const [id, second] = first.others;
    return {
      kind: 'exists',
      id: id === undefined || second !== undefined ? null : crmIdOf(context, id),
      reason,
    };
  }
  return { kind: 'refused', fields: refusedFields(errors, Object.keys(patch) as FieldName[]), reason };
};
