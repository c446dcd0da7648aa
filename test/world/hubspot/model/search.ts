import { invalid } from '../errors.ts';
import type { ObjectType } from './objectTypes.ts';
import { objectTypeOf } from './objectTypes.ts';
import { keyOf, type Portal } from './portal.ts';
import type { PropertyDefinition } from './propertyDefinition.ts';
import { normalise } from './propertyValue.ts';
import type { CrmRecord } from './record.ts';

interface SearchFilter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value?: string;
  readonly highValue?: string;
  readonly values?: readonly string[];
}

export interface SearchRequest {
  readonly filterGroups: readonly { readonly filters: readonly SearchFilter[] }[];
  readonly query?: string;
  readonly sorts: readonly string[];
  readonly limit: number;
  readonly after: string;
}

export interface SearchPage {
  readonly total: number;
  readonly page: readonly CrmRecord[];
  readonly next: string | null;
  /** The moment that the index has reached; values are answered as of then. */
  readonly asOf: number;
}

const PAGE = 200;
const CEILING = 10_000;
const SEARCHED = [
  'name',
  'domain',
  'phone',
  'firstname',
  'lastname',
  'email',
  'company',
  'dealname',
  'hs_title',
  'hs_order_name',
];

type Test = (record: CrmRecord) => boolean;

/** Search over the index, which runs behind the records. Refuses with 400 what the real one refuses. */
export function search(
  portal: Portal,
  type: ObjectType,
  request: SearchRequest,
  userId: number | null,
): SearchPage {
  const { bites, now, indexingDelayMs } = portal.world;
  const asOf = bites.on('searchIndexing') ? now() - indexingDelayMs : now();
  checkLimits(portal, request);
  const groups = request.filterGroups.map((group) =>
    group.filters.map((filter) => testOf(portal, type, filter, asOf)),
  );
  const found = portal
    .records(type.name)
    .filter((record) => record.mergedInto === null && record.existed(asOf))
    .filter((record) => !record.wasArchived(asOf) || !bites.on('searchSkipsArchived'))
    .filter((record) => portal.canSee(record, userId))
    .filter((record) => groups.length === 0 || groups.some((tests) => tests.every((test) => test(record))))
    .filter((record) => matchesQuery(record, request.query, asOf))
    .sort(orderOf(portal, type, request.sorts, asOf));
  const start = Number(request.after);
  const end = start + request.limit;
  return {
    total: found.length,
    page: found.slice(start, end),
    next: end < found.length ? String(end) : null,
    asOf,
  };
}

function checkLimits(portal: Portal, request: SearchRequest): void {
  const { bites } = portal.world;
  if (!/^\d+$/.test(request.after))
    throw invalid(`There was a problem with the request: after "${request.after}" is no offset.`);
  if (request.limit < 1 || (bites.on('searchPage') && request.limit > PAGE)) {
    throw invalid(`There was a problem with the request: limit must be between 1 and ${PAGE}.`);
  }
  if (bites.on('searchCeiling') && Number(request.after) + request.limit > CEILING) {
    throw invalid(`There was a problem with the request: search reaches the first ${CEILING} results only.`);
  }
  const counts = request.filterGroups.map((group) => group.filters.length);
  const tooMany =
    counts.length > 5 ||
    counts.some((count) => count > 6) ||
    counts.reduce((sum, count) => sum + count, 0) > 18;
  if (bites.on('searchFilters') && tooMany) {
    throw invalid(
      'There was a problem with the request: at most 5 filter groups, 6 filters in each and 18 in all.',
    );
  }
  if (request.sorts.length > 1)
    throw invalid('There was a problem with the request: only one sort is supported.');
}

function definitionOf(portal: Portal, type: ObjectType, name: string): PropertyDefinition {
  const kind = !portal.world.bites.on('lastModifiedNames') && /^(hs_)?lastmodifieddate$/.test(name);
  const definition = portal.definitions(type.name).get(kind ? type.modifiedProperty : name);
  if (definition === undefined)
    throw invalid(`There was a problem with the request: property "${name}" does not exist.`);
  return definition;
}

function testOf(portal: Portal, type: ObjectType, filter: SearchFilter, asOf: number): Test {
  const joined = /^associations\.(.+)$/.exec(filter.propertyName);
  if (joined) return associationTest(portal, joined[1] ?? '', filter);
  const definition = definitionOf(portal, type, filter.propertyName);
  const read = (record: CrmRecord) => record.value(definition.name, asOf);
  const comparable = (text: string) => comparableOf(definition, text);
  const wanted = comparable(filter.value ?? '');
  const compare = (against: string | number, passes: (difference: number) => boolean): Test => {
    return (record) => {
      const value = read(record);
      return value !== null && passes(difference(comparable(value), against));
    };
  };
  switch (filter.operator) {
    case 'EQ':
      return compare(wanted, (difference) => difference === 0);
    case 'NEQ':
      return (record) => read(record) === null || difference(comparable(read(record) ?? ''), wanted) !== 0;
    case 'LT':
      return compare(wanted, (difference) => difference < 0);
    case 'LTE':
      return compare(wanted, (difference) => difference <= 0);
    case 'GT':
      return compare(wanted, (difference) => difference > 0);
    case 'GTE':
      return compare(wanted, (difference) => difference >= 0);
    case 'BETWEEN': {
      const high = comparable(filter.highValue ?? '');
      return (record) => {
        const value = read(record);
        return (
          value !== null &&
          difference(comparable(value), wanted) >= 0 &&
          difference(comparable(value), high) <= 0
        );
      };
    }
    case 'IN':
    case 'NOT_IN': {
      if (filter.values === undefined)
        throw invalid('There was a problem with the request: IN needs values.');
      const among = new Set(filter.values.map(comparable));
      return (record) => {
        const value = read(record);
        return value === null
          ? filter.operator === 'NOT_IN'
          : among.has(comparable(value)) === (filter.operator === 'IN');
      };
    }
    case 'HAS_PROPERTY':
      return (record) => read(record) !== null;
    case 'NOT_HAS_PROPERTY':
      return (record) => read(record) === null;
    case 'CONTAINS_TOKEN':
      return (record) => hasToken(read(record), filter.value ?? '');
    case 'NOT_CONTAINS_TOKEN':
      return (record) => !hasToken(read(record), filter.value ?? '');
    default:
      throw invalid(`There was a problem with the request: operator ${filter.operator}.`);
  }
}

function associationTest(portal: Portal, name: string, filter: SearchFilter): Test {
  const other = objectTypeOf(name);
  if (other === undefined) throw invalid(`There was a problem with the request: no object type "${name}".`);
  const wanted = filter.operator === 'IN' ? (filter.values ?? []) : [filter.value ?? ''];
  return (record) =>
    portal.associations
      .of(keyOf(record), other.name)
      .some((association) => wanted.includes(association.to.id));
}

function comparableOf(definition: PropertyDefinition, text: string): string | number {
  if (definition.type === 'number') return Number(text);
  if (definition.type === 'datetime' || definition.type === 'date') {
    return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  }
  const normalised = normalise(definition, text);
  return (normalised.ok ? (normalised.value ?? '') : text).toLowerCase();
}

function difference(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : left > right ? 1 : Number.NaN;
}

/** Words, `*` at either end as a wildcard, without regard to case. */
function hasToken(value: string | null, wanted: string): boolean {
  if (value === null) return false;
  const pattern = wanted
    .toLowerCase()
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '\\S*');
  return new RegExp(`(^|[^\\p{L}\\p{N}])${pattern}($|[^\\p{L}\\p{N}])`, 'u').test(value.toLowerCase());
}

function matchesQuery(record: CrmRecord, query: string | undefined, asOf: number): boolean {
  const words =
    query
      ?.toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '') ?? [];
  const text = SEARCHED.map((name) => record.value(name, asOf) ?? '')
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** `["name"]` or `["-name"]`; the creation date, oldest first, where none is given. */
function orderOf(portal: Portal, type: ObjectType, sorts: readonly string[], asOf: number) {
  const [sort = type.createdProperty] = sorts;
  const definition = definitionOf(portal, type, sort.replace(/^-/, ''));
  const direction = sort.startsWith('-') ? -1 : 1;
  return (left: CrmRecord, right: CrmRecord) => {
    const [one, other] = [left.value(definition.name, asOf), right.value(definition.name, asOf)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const byValue = difference(comparableOf(definition, one), comparableOf(definition, other)) * direction;
    // Equal stamps come in no order that a client could rely on: by id here, whatever the direction.
    return byValue === 0 ? Number(left.id) - Number(right.id) : byValue;
  };
}
