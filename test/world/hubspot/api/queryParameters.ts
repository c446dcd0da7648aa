import { bases, RECORD_ASSOCIATION_BASES } from './context.ts';

/** `list`: may be sent several times, or once with commas between. */
type Kind = 'flag' | 'whole' | 'text' | 'list';
type QueryParameters = Readonly<Record<string, Kind>>;

const PAGE: QueryParameters = { limit: 'whole', after: 'text' };
const ARCHIVED: QueryParameters = { archived: 'flag' };
const SHOWN: QueryParameters = {
  ...ARCHIVED,
  properties: 'list',
  propertiesWithHistory: 'list',
  associations: 'list',
};
const ID_PROPERTY: QueryParameters = { idProperty: 'text' };

/**
 * What each endpoint reads of its query, by method and route. An endpoint that is not listed reads nothing. Parameters that HubSpot
 * describes and the portal does not act on are left out on purpose: they are refused, never ignored.
 */
export const QUERY_PARAMETERS: ReadonlyMap<string, QueryParameters> = new Map([
  ...bases('objects').flatMap((base): [string, QueryParameters][] => [
    [`GET ${base}/:objectType`, { ...SHOWN, ...PAGE }],
    [`GET ${base}/:objectType/:id`, { ...SHOWN, ...ID_PROPERTY }],
    [`PATCH ${base}/:objectType/:id`, ID_PROPERTY],
    [`POST ${base}/:objectType/batch/read`, ARCHIVED],
  ]),
  ...RECORD_ASSOCIATION_BASES.map((base): [string, QueryParameters] => [
    `GET ${base}/:objectType/:id/associations/:toType`,
    PAGE,
  ]),
  ...bases('properties').flatMap((base): [string, QueryParameters][] => [
    [`GET ${base}/:objectType`, ARCHIVED],
    [`GET ${base}/:objectType/:name`, ARCHIVED],
  ]),
  ...bases('owners').flatMap((base): [string, QueryParameters][] => [
    [`GET ${base}`, { ...PAGE, ...ARCHIVED, email: 'text' }],
    [`GET ${base}/:id`, { ...ARCHIVED, ...ID_PROPERTY }],
  ]),
]);

const FORMS: Record<Kind, RegExp> = { flag: /^(true|false)$/, whole: /^\d+$/, text: /./, list: /./ };

/** What is wrong with the query of a request to this endpoint, as sentences. */
export function queryProblems(endpoint: string, query: URLSearchParams): readonly string[] {
  const known = QUERY_PARAMETERS.get(endpoint) ?? {};
  return [...new Set(query.keys())].flatMap((name) => {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) return [`unknown query parameter "${name}"`];
    const sent = query.getAll(name);
    if (kind !== 'list' && sent.length > 1) return [`"${name}" is sent twice`];
    return sent.every((text) => FORMS[kind].test(text)) ? [] : [`query parameter "${name}" is no ${kind}`];
  });
}
