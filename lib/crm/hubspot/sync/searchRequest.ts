import type { Filter } from '@hubspot/api-client/lib/codegen/crm/objects/models/Filter.js';
import type { PublicObjectSearchRequest } from '@hubspot/api-client/lib/codegen/crm/objects/models/PublicObjectSearchRequest.js';

export interface SearchFilter {
  readonly propertyName: string;
  readonly operator: 'EQ' | 'GT' | 'GTE' | 'CONTAINS_TOKEN';
  readonly value: string;
}
interface SearchQuestion {
  readonly filterGroups: readonly { readonly filters: readonly SearchFilter[] }[];
  readonly sort: string;
  readonly properties: readonly string[];
  readonly limit: number;
}

/** Always the first page: what follows is asked for by what it begins behind. The generated client wants an enum and lists to write to. */
export const searchRequest = ({
  filterGroups,
  sort,
  properties,
  limit,
}: SearchQuestion): PublicObjectSearchRequest => ({
  filterGroups: filterGroups.map(({ filters }) => ({
    filters: filters.map((filter) => ({ ...filter, operator: filter.operator as Filter['operator'] })),
  })),
  sorts: [sort],
  properties: [...properties],
  limit,
  after: '0',
});
