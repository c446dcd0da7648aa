import * as z from 'zod';
import type { FieldName } from '../../../sync/ids.ts';
import type { CrmField } from '../../syncPort.ts';
import type { HubspotObject } from './objects.ts';

const fieldName = z.string().transform((name) => name as FieldName);
const property = z.object({
  name: fieldName,
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string(), hidden: z.boolean().nullish() })),
  externalOptions: z.boolean().nullish(),
  referencedObjectType: z.string().nullish(),
  hasUniqueValue: z.boolean().nullish(),
  calculated: z.boolean().nullish(),
  hidden: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  showCurrencySymbol: z.boolean().nullish(),
  numberDisplayHint: z.string().nullish(),
  currencyPropertyName: z.string().nullish(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
export type Property = z.infer<typeof property>;

/** https://developers.hubspot.com/docs/api-reference/crm-properties-v3 ; an empty list is no success. */
export const propertyList = z
  .object({ results: z.array(property).min(1) })
  .transform(({ results }) => results.filter(({ archived }) => archived !== true));

/** Living properties by their names, as they are kept. */
export const keptProperties = z.strictObject({
  properties: z.map(fieldName, property),
  /** The portal's clock while it told them; null = it did not say. */
  serverNow: z.number().nullable(),
});
export type KeptProperties = z.infer<typeof keptProperties>;

/** Stages of one pipeline, as the options of two properties. */
export const pipelineList = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      stages: z.array(z.object({ id: z.string(), label: z.string() })),
    }),
  ),
});
type Pipelines = z.infer<typeof pipelineList>['results'];

/** Ours for HubSpot's types. Not listed, and so `other`: JSON, coordinates. */
export const typeOf = (property: Property): CrmField['type'] => {
  switch (property.type) {
    case 'string':
      return textType(property);
    case 'phone_number':
      return 'phone';
    case 'number':
      if (property.name === 'hs_object_id') return 'reference';
      return property.showCurrencySymbol === true || property.numberDisplayHint === 'currency'
        ? 'amount'
        : 'number';
    case 'enumeration':
      return property.referencedObjectType ? 'reference' : 'picklist';
    case 'bool':
      return 'boolean';
    case 'date':
      return 'date';
    case 'datetime':
      return 'dateTime';
    default:
      return 'other';
  }
};

const textType = ({ name, fieldType }: Property): CrmField['type'] => {
  if (fieldType === 'file') return 'other';
  if (fieldType === 'phonenumber') return 'phone';
  if (/(^|_)email$/.test(name)) return 'email';
  return name === 'website' ? 'url' : 'text';
};

export const isReadOnly = ({ calculated, fieldType, modificationMetadata }: Property): boolean =>
  calculated === true || modificationMetadata?.readOnlyValue === true || fieldType.startsWith('calculation');

export const crmField = (property: Property, object: HubspotObject, pipelines: Pipelines): CrmField => {
  const readOnly = isReadOnly(property);
  return {
    name: property.name,
    label: property.label,
    type: typeOf(property),
    readOnly,
    creatable: !readOnly,
    required: object.required.includes(property.name),
    unique: property.hasUniqueValue === true,
    maxLength: null,
    options: typeOf(property) === 'picklist' ? optionsOf(property, object, pipelines) : null,
  };
};

/** Pipelines and stages are options that live elsewhere; other lists of that kind are not told. */
const optionsOf = (
  { name, options, externalOptions }: Property,
  { pipeline }: HubspotObject,
  pipelines: Pipelines,
): CrmField['options'] => {
  if (name === pipeline?.property) return pipelines.map(({ id, label }) => ({ value: id, label }));
  if (name === pipeline?.stageProperty)
    return pipelines.flatMap((each) =>
      each.stages.map(({ id, label }) => ({
        value: id,
        label: pipelines.length > 1 ? `${each.label}: ${label}` : label,
      })),
    );
  if (externalOptions === true) return null;
  return options.filter(({ hidden }) => hidden !== true).map(({ value, label }) => ({ value, label }));
};

export const associationFields = ({ associations }: HubspotObject): readonly CrmField[] =>
  associations.map(({ name, label, movable }) => ({
    name,
    label,
    type: 'reference',
    readOnly: !movable,
    creatable: true,
    required: false,
    unique: false,
    maxLength: null,
    options: null,
  }));
