import type { Creator, Resembling } from '../../../sync/create/creator.ts';
import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import { foundBy, knownOf, type Marks, type Search, searchFor } from '../../marks.ts';
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
type Alike = NonNullable<Creator<CrmId>['alike']>;

/** null = of this object nobody looks for a second one. */
export const alikeIn = (context: ObjectContext): Alike | null => {
  const marks = MARKS[context.object.name];
  if (marks === undefined) return null;
  return async (rows) => {
    const found: (readonly Resembling[])[] = [];
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

/** One search for each: it answers one page, which several rows would have to share. Runs behind what was written. */
const searched = async (
  context: ObjectContext,
  marks: Marks,
  search: Search,
): Promise<Answer<readonly Resembling[]>> => {
  const { door, signal, object, described } = context;
  const seen = (fields: readonly FieldName[] = []) => fields.filter((name) => described.has(name));
  const { word, domain, email } = search;
  const filters: SearchFilter[] = [
    ...(domain === null ? [] : seen(marks.domain).slice(0, 1).map(filter('EQ', domain))),
    ...(email === null ? [] : seen(marks.email).map(filter('EQ', email))),
    ...(word === null ? [] : seen(marks.name).map(filter('CONTAINS_TOKEN', `${word}*`))),
  ];
  if (filters.length === 0) return { kind: 'answered', value: [] };
  const question = {
    filterGroups: filters.map((each) => ({ filters: [each] })),
    sort: 'hs_object_id',
    properties: seen(Object.values(marks).flat()),
    limit: PAGE,
  };
  const reply = await door((portal) => portal.search.doSearch(object.path, searchRequest(question)), signal);
  if (reply.kind !== 'answered') return unanswered(reply);
  const read = recordPage.safeParse(reply.body);
  if (!read.success) return { kind: 'lost' };
  const all = read.data.results.map(({ id, properties }) => ({
    id: crmIdOf(context, id),
    known: knownOf(marks, (field) => properties[field]),
  }));
  return {
    kind: 'answered',
    value: foundBy(search, all),
  };
};

const filter =
  (operator: SearchFilter['operator'], value: string) =>
  (propertyName: FieldName): SearchFilter => ({ propertyName, operator, value });
