import * as z from 'zod';
import type { FieldName } from '../../../sync/ids.ts';
import type { CrmField } from '../../syncPort.ts';

const fieldName = z.string().transform((name) => name as FieldName);
const picklistValue = z.object({ value: z.string(), label: z.string().nullable(), active: z.boolean() });
const describedField = z.object({
  name: fieldName,
  label: z.string(),
  type: z.string(),
  length: z.number(),
  scale: z.number(),
  nillable: z.boolean(),
  createable: z.boolean(),
  updateable: z.boolean(),
  filterable: z.boolean(),
  defaultedOnCreate: z.boolean(),
  unique: z.boolean(),
  picklistValues: z.array(picklistValue).nullish(),
});
export type DescribedField = z.infer<typeof describedField>;

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm */
export const describedObject = z
  .object({ name: z.string(), keyPrefix: z.string().nullable(), fields: z.array(describedField).min(1) })
  .transform(({ name, keyPrefix, fields }) => ({
    name,
    keyPrefix,
    fields: new Map(fields.map((field) => [field.name, field])),
  }));
export type DescribedObject = z.infer<typeof describedObject>;

/** The same as it is kept. */
export const keptObject = z.strictObject({
  name: z.string(),
  keyPrefix: z.string().nullable(),
  fields: z.map(fieldName, describedField),
});

/**
 * Ours for each of Salesforce's types. Not listed, and so `other`: addresses and locations (their parts are fields of their own),
 * files, and encrypted text, which reads as asterisks to those who may not see it.
 */
const TYPES: ReadonlyMap<string, CrmField['type']> = new Map<string, CrmField['type']>([
  ['string', 'text'],
  ['textarea', 'text'],
  ['time', 'text'],
  ['id', 'reference'],
  ['reference', 'reference'],
  ['picklist', 'picklist'],
  ['multipicklist', 'picklist'],
  ['combobox', 'picklist'],
  ['email', 'email'],
  ['phone', 'phone'],
  ['url', 'url'],
  ['boolean', 'boolean'],
  ['int', 'number'],
  ['long', 'number'],
  ['double', 'number'],
  ['percent', 'number'],
  ['currency', 'amount'],
  ['date', 'date'],
  ['datetime', 'dateTime'],
]);

export const typeOf = ({ type }: DescribedField): CrmField['type'] => TYPES.get(type) ?? 'other';

export const crmField = (field: DescribedField): CrmField => ({
  name: field.name,
  label: field.label,
  type: typeOf(field),
  readOnly: !field.updateable,
  creatable: field.createable,
  required: field.createable && !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean',
  unique: field.unique,
  maxLength: field.length > 0 ? field.length : null,
  options: typeOf(field) === 'picklist' ? optionsOf(field) : null,
});

const optionsOf = ({ picklistValues }: DescribedField): CrmField['options'] =>
  (picklistValues ?? [])
    .filter(({ active }) => active)
    .map(({ value, label }) => ({ value, label: label ?? value }));
