import * as z from 'zod';
import type { Creator, Lookalikes } from '../../../sync/create/creator.ts';
import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import {
  foundBy,
  knownOf,
  type Marks,
  type Narrow,
  narrowed,
  type Search,
  searchFor,
  together,
} from '../../marks.ts';
import { answerOf } from './answerOf.ts';
import { crmIdOf, type ObjectContext } from './objectContext.ts';
import { recordId } from './rows.ts';
import { inParts, queryPath, soqlText } from './soql.ts';

const MARKS: Readonly<Record<string, Marks>> = {
  Account: {
    name: ['Name' as FieldName],
    domain: ['Website' as FieldName],
    phone: ['Phone' as FieldName],
    city: ['BillingCity' as FieldName],
    country: ['BillingCountry' as FieldName],
  },
  Contact: { email: ['Email' as FieldName] },
};

/** Rows to a query, three conditions each at most: far within what an address of a query may be long. */
const ROWS = 20;
const PAGE_ROWS = 2_000;
const page = z.object({ done: z.boolean(), records: z.array(z.looseObject({ Id: recordId })) });
type Alike = NonNullable<Creator<CrmId>['alike']>;

/** null = of this object nobody looks for a second one. */
export const alikeIn = (context: ObjectContext): Alike | null => {
  const marks = MARKS[context.described.name];
  return marks === undefined ? null : (rows) => alike(context, marks, rows);
};

const alike = async (context: ObjectContext, marks: Marks, rows: Parameters<Alike>[0]): ReturnType<Alike> => {
  const searches = rows.map((row) =>
    searchFor(
      knownOf(marks, (field) => {
        const stored = row[field];
        return stored?.kind === 'value' ? stored.value : null;
      }),
    ),
  );
  const found: Lookalikes[] = [];
  for (const part of inParts(searches, ROWS)) {
    const answer = await searched(context, marks, part);
    if (answer.kind !== 'answered') return answer;
    found.push(...answer.value);
  }
  return { kind: 'answered', value: found };
};

/** All rows at once; each by itself where that is more than a page; and narrower where even one of them is. */
const searched = async (
  context: ObjectContext,
  marks: Marks,
  searches: readonly Search[],
): Promise<Answer<readonly Lookalikes[]>> => {
  const answer = await asked(
    context,
    marks,
    searches.flatMap((search) => wide(context, marks, search)),
    searches,
  );
  if (answer.kind !== 'answered' || answer.value.every(({ isComplete }) => isComplete)) return answer;
  const apart: Lookalikes[] = [];
  for (const search of searches) {
    const one =
      searches.length > 1 ? await searched(context, marks, [search]) : await narrower(context, marks, search);
    if (one.kind !== 'answered') return one;
    apart.push(...one.value);
  }
  return { kind: 'answered', value: apart };
};

const narrower = async (
  context: ObjectContext,
  marks: Marks,
  search: Search,
): Promise<Answer<readonly Lookalikes[]>> => {
  const all: Lookalikes[] = [];
  for (const each of narrowed(search)) {
    const answer = await asked(context, marks, narrow(context, marks, each), [search]);
    if (answer.kind !== 'answered') return answer;
    all.push(...answer.value);
  }
  return { kind: 'answered', value: [together(search, all)] };
};

// A field that this user does not see, or that cannot be searched by, would refuse the whole query.
const seenOf = ({ described }: ObjectContext, fields: readonly FieldName[] = []): readonly FieldName[] =>
  fields.filter((name) => described.fields.get(name)?.filterable === true);

const within = (text: string) => (name: FieldName) => `${name} LIKE ${soqlText(`%${text}%`)}`;
const equal = (text: string) => (name: FieldName) => `${name} = ${soqlText(text)}`;

const wide = (context: ObjectContext, marks: Marks, { word, domain, email }: Search): readonly string[] => [
  ...(word === null ? [] : seenOf(context, marks.name).map(within(word))),
  ...(domain === null ? [] : seenOf(context, marks.domain).map(within(domain))),
  ...(email === null ? [] : seenOf(context, marks.email).map(equal(email))),
];

const narrow = (context: ObjectContext, marks: Marks, search: Narrow): readonly string[] => {
  const fields = seenOf(context, marks[search.by]);
  if (search.by === 'name')
    return fields.map((name) => `(${search.beginnings.map((word) => within(word)(name)).join(' AND ')})`);
  return fields.map((search.by === 'domain' ? within : equal)(search.text));
};

/** Of what meets any of the conditions, that which each search means. */
const asked = async (
  context: ObjectContext,
  marks: Marks,
  conditions: readonly string[],
  searches: readonly Search[],
): Promise<Answer<readonly Lookalikes[]>> => {
  if (conditions.length === 0)
    return { kind: 'answered', value: searches.map(() => ({ found: [], isComplete: true })) };
  const { described, door, signal } = context;
  const fields = ['Id', ...seenOf(context, Object.values(marks).flat())];
  const soql = `SELECT ${fields.join(',')} FROM ${described.name} WHERE ${conditions.join(' OR ')} LIMIT ${PAGE_ROWS}`;
  const answer = answerOf(await door({ method: 'GET', path: queryPath('query', soql) }, signal), page);
  if (answer.kind !== 'answered') return answer;
  const { done, records } = answer.value;
  const all = records.map((row) => ({
    id: crmIdOf(context, row.Id),
    known: knownOf(marks, (field) => row[field]),
  }));
  const isComplete = done && records.length < PAGE_ROWS;
  return {
    kind: 'answered',
    value: searches.map((search) => ({ found: foundBy(search, all), isComplete })),
  };
};
