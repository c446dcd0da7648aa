import type { FieldMapping, MappingPair } from '../../erp/api/fieldMapping.ts';
import type { References } from './references.ts';

/**
 * What a pair begins with, until a company saves a mapping of its own. References (whose customer is it? which deal is it?) are no
 * rules: a record id of one system means nothing in the other, so `references` are found through links.
 */
export interface DefaultMapping {
  readonly pair: MappingPair;
  readonly mapping: FieldMapping;
  /** ERP fields for which this CRM has no standard field that can be written: a company makes one, as `ownFields.ts` names it, or maps it. */
  readonly leftOut: readonly string[];
  readonly references: References;
}
