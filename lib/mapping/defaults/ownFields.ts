import type { MappingPair } from '../../erp/api/fieldMapping.ts';

/**
 * Fields that a company makes in its CRM for what has no standard field there that can be written: a default uses those that are
 * there, and leaves out the others. Status and partner are texts, the total is an amount.
 */
export const OWN_FIELDS = {
  salesforce: { status: 'Erp_Status__c', total: 'Erp_Total__c', partner: 'Erp_Partner__c' },
  hubspot: { partner: 'erp_partner' },
} as const satisfies Record<MappingPair['system'], Readonly<Record<string, string>>>;
