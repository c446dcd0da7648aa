import { address, calculated, field, longText, lookup, picklist, text } from './field.ts';
import type { ObjectDefinition } from './object.ts';

const fullName = (row: Readonly<Record<string, unknown>>): string =>
  [row.FirstName, row.LastName].filter((part) => typeof part === 'string').join(' ');

export const contact: ObjectDefinition = {
  name: 'Contact',
  label: 'Contact',
  labelPlural: 'Contacts',
  nameField: 'Name',
  createable: true,
  mergeable: true,
  fields: [
    calculated('Name', 'string', fullName, { length: 121, nillable: false, label: 'Full Name' }),
    lookup('MasterRecordId', 'Contact', { createable: false, updateable: false }),
    lookup('AccountId', 'Account', { label: 'Account Name' }),
    lookup('ReportsToId', 'Contact'),
    text('FirstName', 40),
    text('LastName', 80, { nillable: false }),
    text('Title', 128),
    text('Department', 80),
    field('Email', 'email', { length: 80 }),
    field('Phone', 'phone', { length: 40 }),
    field('MobilePhone', 'phone', { length: 40, label: 'Mobile' }),
    ...address('Mailing'),
    field('Birthdate', 'date'),
    picklist('LeadSource', ['Web', 'Phone Inquiry', 'Partner Referral', 'Trade Show', 'Other']),
    longText('Description'),
    text('Erp_Key__c', 80, { unique: true, externalId: true }),
    lookup('OwnerId', 'User', { label: 'Contact Owner' }),
  ],
};

/** Exists only where "Allow users to relate a contact to multiple accounts" is on. */
export const accountContactRelation: ObjectDefinition = {
  name: 'AccountContactRelation',
  label: 'Account Contact Relationship',
  labelPlural: 'Account Contact Relationships',
  nameField: 'Id',
  createable: true,
  mergeable: false,
  fields: [
    lookup('AccountId', 'Account', { nillable: false, updateable: false }),
    lookup('ContactId', 'Contact', { nillable: false, updateable: false }),
    field('IsDirect', 'boolean', { nillable: false, byDefault: false }),
    field('IsActive', 'boolean', { nillable: false, byDefault: true }),
    text('Roles', 4_099),
  ],
};
