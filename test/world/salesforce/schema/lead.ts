import { address, calculated, field, lookup, number, picklist, text } from './field.ts';
import type { ObjectDefinition } from './object.ts';

export const lead: ObjectDefinition = {
  name: 'Lead',
  label: 'Lead',
  labelPlural: 'Leads',
  nameField: 'Name',
  createable: true,
  mergeable: true,
  fields: [
    calculated(
      'Name',
      'string',
      (row) => [row.FirstName, row.LastName].filter((part) => typeof part === 'string').join(' '),
      { length: 121, nillable: false, label: 'Full Name' },
    ),
    lookup('MasterRecordId', 'Lead', { createable: false, updateable: false }),
    text('FirstName', 40),
    text('LastName', 80, { nillable: false }),
    text('Company', 255, { nillable: false }),
    text('Title', 128),
    field('Email', 'email', { length: 80 }),
    field('Phone', 'phone', { length: 40 }),
    field('Website', 'url', { length: 255 }),
    ...address(''),
    picklist('Status', ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted'], {
      nillable: false,
      byDefault: 'Open - Not Contacted',
    }),
    number('AnnualRevenue', 'currency', 18, 0),
    field('IsConverted', 'boolean', { createable: false, updateable: false, byDefault: false }),
    lookup('ConvertedAccountId', 'Account', { createable: false, updateable: false }),
    lookup('ConvertedContactId', 'Contact', { createable: false, updateable: false }),
    lookup('ConvertedOpportunityId', 'Opportunity', { createable: false, updateable: false }),
    lookup('OwnerId', 'User'),
  ],
};
