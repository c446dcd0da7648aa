import { calculated, field, longText, lookup, number, picklist, type Row, text } from './field.ts';
import type { Features, ObjectDefinition } from './object.ts';

/** Stage → probability, as an org's sales process sets it. */
const STAGES: Readonly<Record<string, number>> = {
  Prospecting: 10,
  Qualification: 20,
  'Needs Analysis': 40,
  'Proposal/Price Quote': 65,
  'Negotiation/Review': 80,
  'Closed Won': 100,
  'Closed Lost': 0,
};

const amountTimesProbability = (row: Row): number | null =>
  typeof row.Amount === 'number' && typeof row.Probability === 'number'
    ? Math.round(row.Amount * row.Probability) / 100
    : null;

// A new stage brings its probability along, unless the same write sets one.
const probabilityOfStage = (written: Row): Row =>
  'StageName' in written && !('Probability' in written)
    ? { Probability: STAGES[String(written.StageName)] ?? null }
    : {};

export const opportunity = (features: Features): ObjectDefinition => ({
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  nameField: 'Name',
  createable: true,
  mergeable: false,
  completes: probabilityOfStage,
  stamps: { field: 'LastStageChangeDate', of: 'StageName' },
  fields: [
    text('Name', 120, { nillable: false, label: 'Opportunity Name' }),
    lookup('AccountId', 'Account', { label: 'Account Name' }),
    lookup('ContactId', 'Contact', { updateable: false }),
    picklist('StageName', Object.keys(STAGES), { nillable: false, restrictedPicklist: true, label: 'Stage' }),
    number('Amount', 'currency', 18, 2),
    number('Probability', 'percent', 3, 0, { label: 'Probability (%)' }),
    calculated('ExpectedRevenue', 'currency', amountTimesProbability, { precision: 18, scale: 2 }),
    field('CloseDate', 'date', { nillable: false }),
    picklist('Type', ['Existing Business', 'New Business']),
    text('NextStep', 255),
    picklist('LeadSource', ['Web', 'Phone Inquiry', 'Partner Referral', 'Trade Show', 'Other']),
    calculated('IsClosed', 'boolean', (row) => String(row.StageName).startsWith('Closed'), {
      nillable: false,
    }),
    calculated('IsWon', 'boolean', (row) => row.StageName === 'Closed Won', { nillable: false }),
    longText('Description'),
    text('Erp_Partner__c', 255),
    ...(features.multiCurrency ? [picklist('CurrencyIsoCode', ['EUR', 'USD', 'JPY', 'KWD'])] : []),
    // https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
    field('LastStageChangeDate', 'datetime', { createable: false, updateable: false }),
    lookup('OwnerId', 'User', { label: 'Opportunity Owner' }),
  ],
});
