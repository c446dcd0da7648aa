import { expect, test } from 'vitest';
import type { StoppedReason } from '../../lib/messaging/syncMessages.ts';
import { brakeReasonText } from './brakeReasonText.ts';

const clears = {
  about: 'clears',
  side: 'crm',
  field: 'Fax__c',
  cleared: 11,
  of: 1000,
  percent: 0.5,
} as const;
const allowed = { amount: 25_000_000, currency: 'EUR' };

test.each<[StoppedReason['facts'], string]>([
  [
    { about: 'creates', count: 1200, earlier: 0, allowed: 100 },
    '1,200 records would be created; your company lets 100 pass.',
  ],
  [
    { about: 'creates', count: 1, earlier: 100, allowed: 100 },
    '1 record would be created, after 100 within the hour; your company lets 100 pass.',
  ],
  [
    { about: 'deletes', count: 11, earlier: 0, allowed: 10 },
    '11 records would be archived; your company lets 10 pass.',
  ],
  [
    { about: 'deletes', count: 2, earlier: 9, allowed: 10 },
    '2 records would be archived, after 9 within the hour; your company lets 10 pass.',
  ],
  [clears, '11 of 1,000 values of Fax__c in HubSpot would be emptied; your company lets 0.5 % pass.'],
  [
    { ...clears, earlier: 2 },
    '11 of 1,000 values of Fax__c in HubSpot would be emptied within the hour, 2 of them by earlier syncs; your company lets 0.5 % pass.',
  ],
  [
    { ...clears, side: 'erp', field: 'phone' },
    '11 of 1,000 values of phone in ERP would be emptied; your company lets 0.5 % pass.',
  ],
  [
    { about: 'amountMoved', moved: { amount: 25_000_001, currency: 'EUR' }, allowed },
    'Amounts would move by €250,000.01; your company lets €250,000.00 pass.',
  ],
  [
    { about: 'amountMoved', moved: null, allowed },
    'Amounts would change whose currency, or its rate, is not known.',
  ],
  [null, 'As the ERP API said it.'],
])('%j', (facts, text) => {
  const reason = { message: 'As the ERP API said it.', facts, label: null };
  expect(brakeReasonText(reason, { system: 'hubspot' })).toBe(text);
});

test('a field has its label, and a CRM of which this browser cannot tell no name', () => {
  const reason = { message: '', facts: clears, label: 'Fax' };
  expect(brakeReasonText(reason, { system: null })).toBe(
    '11 of 1,000 values of Fax in CRM would be emptied; your company lets 0.5 % pass.',
  );
});
