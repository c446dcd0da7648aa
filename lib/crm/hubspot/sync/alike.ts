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
import { recordPage } from './batchAnswer.ts';
import { crmIdOf, type ObjectContext, unanswered } from './objectContext.ts';
import { type SearchFilter, searchRequest } from './searchRequest.ts';

const MARKS: Readonly<Record<string, Marks>> = {
  company: {
    name: ['name' as FieldName],
    domain: ['domain' as FieldName, 'website' as FieldName],
    phone: ['phone' as FieldName],
    city: ['city' as FieldName],
    country: ['country' as FieldName],
  },
  contact: { email: ['email' as FieldName] },
};

const PAGE = 200;
/** Conditions that have to hold together; a search takes no more. */
const MOST_FILTERS = 6;
const searchPage = recordPage.extend({ total: z.int() });
type Alike = NonNullable<Creator<CrmId>['alike']>;

/** null = of this object nobody looks for a second one. */
export const alikeIn = (context: ObjectContext): Alike | null => {
  const marks = MARKS[context.object.name];
  if (marks === undefined) return null;
  return async (rows) => {
    const found: Lookalikes[] = [];
    for (const row of rows) {
      const known = knownOf(marks, (field) => {
        const stored = row[field];
        return stored?.kind === 'value' ? stored.value : null;
      });
      const answer = await searched(context, marks, searchFor(known));
      if (answer.kind !== 'answered') return answer;
      found.push(answer.value);
    }
    return { kind: 'answered', value: found };
  };
};

/** One search for each row, for it answers one page, which several would have to share; narrower ones where even that is too small. */
const searched = async (
  context: ObjectContext,
  marks: Marks,
  search: Search,
): Promise<Answer<Lookalikes>> => {
  const answer = await asked(context, marks, search, wide(context, marks, search));
  if (answer.kind !== 'answered' || answer.value.isComplete) return answer;
  const all: Lookalikes[] = [];
  for (const each of narrowed(search)) {
    const one = await asked(context, marks, search, narrow(context, marks, each));
    if (one.kind !== 'answered') return one;
    all.push(one.value);
  }
  return { kind: 'answered', value: together(search, all) };
};

type Together = readonly SearchFilter[];

const seenOf = ({ described }: ObjectContext, fields: readonly FieldName[] = []): readonly FieldName[] =>
  fields.filter((name) => described.has(name));

const wide = (context: ObjectContext, marks: Marks, { word, domain, email }: Search): readonly Together[] => [
  ...(domain === null ? [] : seenOf(context, marks.domain).slice(0, 1).map(equal(domain))),
  ...(email === null ? [] : seenOf(context, marks.email).map(equal(email))),
  ...(word === null ? [] : seenOf(context, marks.name).map(allOf([word]))),
];

const narrow = (context: ObjectContext, marks: Marks, search: Narrow): readonly Together[] => {
  const fields = seenOf(context, marks[search.by]);
  if (search.by === 'name') return fields.map(allOf(search.beginnings.slice(0, MOST_FILTERS)));
  return fields.map(equal(search.text));
};

const equal =
  (value: string) =>
  (propertyName: FieldName): Together => [{ propertyName, operator: 'EQ', value }];

const allOf =
  (beginnings: readonly string[]) =>
  (propertyName: FieldName): Together =>
    beginnings.map((word) => ({ propertyName, operator: 'CONTAINS_TOKEN', value: `${word}*` }));

/** Runs behind what was written. */
const asked = async (
  context: ObjectContext,
  marks: Marks,
  search: Search,
  groups: readonly Together[],
): Promise<Answer<Lookalikes>> => {
  if (groups.length === 0) return { kind: 'answered', value: { found: [], isComplete: true } };
  const { door, signal, object } = context;
  const question = {
    filterGroups: groups.map((filters) => ({ filters })),
    sort: 'hs_object_id',
    properties: seenOf(context, Object.values(marks).flat()),
    limit: PAGE,
  };
  const reply = await door((portal) => portal.search.doSearch(object.path, searchRequest(question)), signal);
  if (reply.kind !== 'answered') return unanswered(reply);
  const read = searchPage.safeParse(reply.body);
  if (!read.success) return { kind: 'lost' };
  const { results, total } = read.data;
  const all = results.map(({ id, properties }) => ({
    id: crmIdOf(context, id),
    known: knownOf(marks, (field) => properties[field]),
  }));
  return {
    kind: 'answered',
    value: { found: foundBy(search, all), isComplete: total <= results.length },
  };
};
