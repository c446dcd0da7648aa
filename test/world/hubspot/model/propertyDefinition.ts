import type { ObjectTypeName } from './objectTypes.ts';

type PropertyType = 'string' | 'number' | 'enumeration' | 'bool' | 'date' | 'datetime';

/** How a string is kept: e-mail addresses in lower case, web domains without protocol and path. */
type TextForm = 'plain' | 'email' | 'domain';

export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly form: TextForm;
  readonly multiple: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Options that live elsewhere (pipelines, owners): the definition lists none. */
  readonly externalOptions: boolean;
  readonly readOnly: boolean;
  /** A number that is money, in the record's or the account's currency. */
  readonly amount: boolean;
  readonly unique: boolean;
  readonly hubspotDefined: boolean;
  readonly group: string;
}

export type PropertySeed = Pick<PropertyDefinition, 'name' | 'label'> &
  Partial<Omit<PropertyDefinition, 'hubspotDefined'>>;

/** A property that the portal's own admins defined. */
export function customProperty(objectType: ObjectTypeName, seed: PropertySeed): PropertyDefinition {
  return { ...complete(objectType, seed), hubspotDefined: false };
}

export function complete(objectType: ObjectTypeName, seed: PropertySeed): PropertyDefinition {
  return {
    type: 'string',
    form: 'plain',
    multiple: false,
    options: [],
    externalOptions: false,
    readOnly: false,
    amount: false,
    unique: false,
    group: `${objectType.replace('_', '')}information`,
    hubspotDefined: true,
    ...seed,
  };
}

const FIELD_TYPES: Record<PropertyType, string> = {
  string: 'text',
  number: 'number',
  enumeration: 'select',
  bool: 'booleancheckbox',
  date: 'date',
  datetime: 'date',
};

/** As the properties API answers it (schema `Property`). */
export function describeProperty(definition: PropertyDefinition): Record<string, unknown> {
  return {
    name: definition.name,
    label: definition.label,
    type: definition.type,
    fieldType: definition.multiple ? 'checkbox' : FIELD_TYPES[definition.type],
    description: '',
    groupName: definition.group,
    options: definition.options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
    externalOptions: definition.externalOptions,
    hasUniqueValue: definition.unique,
    hidden: false,
    hubspotDefined: definition.hubspotDefined,
    calculated: definition.readOnly,
    ...(definition.amount ? { showCurrencySymbol: true } : {}),
    formField: !definition.readOnly,
    displayOrder: -1,
    archived: false,
    dataSensitivity: 'non_sensitive',
    modificationMetadata: {
      archivable: !definition.hubspotDefined,
      readOnlyDefinition: definition.hubspotDefined,
      readOnlyOptions: definition.hubspotDefined,
      readOnlyValue: definition.readOnly,
    },
  };
}
