import type { MappingPair } from '../erp/api/fieldMapping.ts';

/**
 * The field of a CRM that carries the key of a record which the sync has made, so that nobody makes it twice. No CRM has one of its
 * own accord: an administrator adds it to each object whose records are to be made, as a text with unique values.
 */
export const KEY_FIELD: Readonly<Record<MappingPair['system'], string>> = {
  salesforce: 'Erp_Key__c',
  hubspot: 'erp_key',
};
