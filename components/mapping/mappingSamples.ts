import type { FieldMapping, MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import { bothWays, toCrm } from '../../lib/mapping/defaults/rules.ts';
import type { LiveFields } from '../../lib/mapping/field.ts';
import { liveField, options } from '../../lib/mapping/fields.fixture.ts';
import type { MappingPairView, MappingView } from '../../lib/messaging/mappingMessages.ts';

export const ACCOUNTS: MappingPair = { system: 'salesforce', object: 'Account', erpObject: 'customer' };
export const DEALS: MappingPair = { system: 'hubspot', object: 'deal', erpObject: 'opportunity' };

export const PAIRS: readonly MappingPairView[] = [
  { pair: ACCOUNTS, version: 3, rules: 2 },
  { pair: DEALS, version: 0, rules: 0 },
];

const named = (name: string, label: string, more: Parameters<typeof liveField>[1] = {}) =>
  liveField(name, { label, ...more });

export const ACCOUNT_FIELDS: LiveFields = {
  erp: [
    named('name', 'Name', { required: true }),
    named('phone', 'Phone', { type: 'phone' }),
    named('website', 'Website', { type: 'url' }),
    named('industry', 'Industry'),
    named('creditLimit', 'Credit limit', {
      type: 'amount',
      financeOwned: true,
      readOnly: true,
      amountIn: 'company',
    }),
    named('stage', 'Stage', { type: 'picklist', options: options('open', 'won') }),
    named('creditHold', 'Credit hold', { type: 'boolean', financeOwned: true, readOnly: true }),
  ],
  crm: [
    named('Name', 'Account Name', { required: true }),
    named('Phone', 'Account Phone', { type: 'phone' }),
    named('Website', 'Site', { type: 'url' }),
    named('Limit__c', 'Limit', { type: 'amount' }),
    named('Stage__c', 'Sales stage', { type: 'picklist', options: options('open', 'lost') }),
    named('Hold__c', 'Hold', { type: 'picklist', options: options('Yes', 'No') }),
    named('Total__c', 'Sum', { type: 'amount', readOnly: true, creatable: false }),
  ],
};

export const MAPPING: FieldMapping = {
  enabled: true,
  create: { toErp: false, toCrm: false },
  scope: { kind: 'all' },
  rules: [bothWays('Name', 'name'), bothWays('Phone', 'phone')],
};

export const accountView = (with_: Partial<MappingView> = {}): MappingView => ({
  pair: ACCOUNTS,
  version: 3,
  mapping: MAPPING,
  fields: ACCOUNT_FIELDS,
  fieldsOf: null,
  mayEdit: true,
  ...with_,
});

export const LIMIT_RULE = toCrm('creditLimit', 'Limit__c');
