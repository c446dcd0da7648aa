import type { ConflictItem, ContestedValue } from '../../lib/messaging/conflictMessages.ts';
import { NOW } from '../sync/syncSamples.ts';

/** Invented questions for the tests of prompts and lists. */

export const contested = (over: Partial<ContestedValue> = {}): ContestedValue => ({
  crmField: 'Phone',
  crmLabel: null,
  erpField: 'phone',
  base: { kind: 'value', value: '+49 421 1234' },
  crm: { kind: 'value', value: '+49 421 9999' },
  erp: { kind: 'value', value: '+49 421 8888' },
  shownAs: { type: 'phone', currency: null },
  ...over,
});

export const conflictItem = (over: Partial<ConflictItem> = {}): ConflictItem => ({
  link: '018f3c5e-7b2a-7c11-9d3e-2f4a5b6c7d8e',
  key: 'field:phone',
  record: {
    system: 'salesforce',
    org: 'nordlicht.my.salesforce.com',
    object: 'Account',
    id: '0015g00000HafenAAA',
  },
  recordName: 'Hafenwerk',
  erpRecord: 'customer/G01',
  erpName: 'Hafenwerk Maschinenbau GmbH',
  kind: 'fields',
  reason: 'bothChanged',
  fields: [contested()],
  overwritten: [],
  side: null,
  changed: {
    crm: { of: 'field', at: NOW - 2 * 3_600_000, by: 'Ada Brandt' },
    erp: { of: 'record', at: NOW - 5 * 60_000, by: 'Ben Odell' },
  },
  atStake: null,
  needsSecond: false,
  proposed: null,
  decided: null,
  choices: ['crm', 'erp'],
  ...over,
});

export const DEAL = conflictItem({
  key: 'group:amount',
  record: {
    system: 'hubspot',
    org: '4711',
    object: 'deal',
    id: '900',
  },
  recordName: 'Crane refit 2027',
  erpRecord: 'opportunity/OP-7',
  erpName: null,
  reason: 'aboveThreshold',
  fields: [
    contested({
      crmField: 'amount',
      erpField: 'amount',
      base: null,
      crm: { kind: 'value', value: 12_345_678_901_234 },
      erp: { kind: 'value', value: 9_900_000 },
      shownAs: { type: 'amount', currency: 'EUR' },
    }),
  ],
  changed: { crm: { of: 'record', at: null, by: null }, erp: { of: 'record', at: NOW - 60_000, by: null } },
  atStake: { amount: 12_345_678_901_234, currency: 'EUR' },
  needsSecond: true,
});
