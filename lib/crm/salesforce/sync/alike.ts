import * as z from 'zod';
import type { Creator, Resembling } from '../../../sync/create/creator.ts';
import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import { foundBy, knownOf, type Marks, type Search, searchFor } from '../../marks.ts';
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
  const found: (readonly Resembling[])[] = [];
  for (const part of inParts(searches, ROWS)) {
    const answer = await searched(context, marks, part);
    if (answer.kind !== 'answered') return answer;
    found.push(...answer.value);
  }
  return { kind: 'answered', value: found };
};

const searched = async (
  context: ObjectContext,
  marks: Marks,
  searches: readonly Search[],
): Promise<Answer<readonly (readonly Resembling[])[]>> => {
  const { described, door, signal } = context;
  // A field that this user does not see, or that cannot be searched by, would refuse the whole query.
  const seen = (fields: readonly FieldName[] = []) =>
    fields.filter((name) => described.fields.get(name)?.filterable === true);
  const where = searches.flatMap(({ word, domain, email }) => [
    ...(word === null ? [] : seen(marks.name).map((name) => `${name} LIKE ${soqlText(`%${word}%`)}`)),
    ...(domain === null ? [] : seen(marks.domain).map((name) => `${name} LIKE ${soqlText(`%${domain}%`)}`)),
    ...(email === null ? [] : seen(marks.email).map((name) => `${name} = ${soqlText(email)}`)),
  ]);
  if (where.length === 0) return { kind: 'answered', value: searches.map(() => []) };
  const fields = ['Id', ...seen(Object.values(marks).flat())];
  const soql = `SELECT ${fields.join(',')} FROM ${described.name} WHERE ${where.join(' OR ')} LIMIT ${PAGE_ROWS}`;
  const answer = answerOf(await door({ method: 'GET', path: queryPath('query', soql) }, signal), page);
  if (answer.kind !== 'answered') return answer;
  const { done, records } = answer.value;
  // Too many for all of them: each row by itself.
  if ((!done || records.length >= PAGE_ROWS) && searches.length > 1) {
    const apart: (readonly Resembling[])[] = [];
    for (const search of searches) {
      const one = await searched(context, marks, [search]);
      if (one.kind !== 'answered') return one;
      apart.push(...one.value);
    }
    return { kind: 'answered', value: apart };
  }
  const all = records.map((row) => ({
    id: crmIdOf(context, row.Id),
    known: knownOf(marks, (field) => row[field]),
  }));
  return {
    kind: 'answered',
    value: searches.map((search) => foundBy(search, all)),
  };
};
