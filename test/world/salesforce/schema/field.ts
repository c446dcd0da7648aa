export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'reference';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Longest text; 0 = not a text. */
  readonly length: number;
  /** Digits in all, and digits behind the point that are kept. */
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly filterable: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly string[];
  readonly referenceTo: readonly string[];
  /** `Account` of `AccountId`; null where the field is no lookup. */
  readonly relationshipName: string | null;
  /** Worked out from the rest of the row; never written. */
  readonly calculated: ((row: Row) => Value) | null;
  /** Filled on insert where the caller says nothing. */
  readonly byDefault: Value;
}

const BARE: Omit<Field, 'name' | 'label' | 'type'> = {
  length: 0,
  precision: 0,
  scale: 0,
  nillable: true,
  createable: true,
  updateable: true,
  filterable: true,
  unique: false,
  externalId: false,
  restrictedPicklist: false,
  picklistValues: [],
  referenceTo: [],
  relationshipName: null,
  calculated: null,
  byDefault: null,
};

type About = Partial<Omit<Field, 'name' | 'type'>>;

const labelOf = (name: string): string =>
  name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2');

export const field = (name: string, type: FieldType, about: About = {}): Field => ({
  ...BARE,
  name,
  label: labelOf(name),
  type,
  ...about,
});

export const text = (name: string, length = 255, about: About = {}): Field =>
  field(name, 'string', { length, ...about });

export const number = (
  name: string,
  type: 'int' | 'double' | 'currency' | 'percent',
  precision: number,
  scale: number,
  about: About = {},
): Field => field(name, type, { precision, scale, ...about });

/** Long text can be read and written, but not filtered or sorted by. */
export const longText = (name: string): Field =>
  field(name, 'textarea', { length: 32_000, filterable: false });

export const picklist = (name: string, picklistValues: readonly string[], about: About = {}): Field =>
  field(name, 'picklist', { length: 255, picklistValues, ...about });

export const lookup = (name: string, to: string, about: About = {}): Field =>
  field(name, 'reference', {
    length: 18,
    referenceTo: [to],
    relationshipName: name.replace(/Id$/, ''),
    label: labelOf(name.replace(/Id$/, '')),
    ...about,
  });

export const calculated = (
  name: string,
  type: FieldType,
  work: (row: Row) => Value,
  about: About = {},
): Field => field(name, type, { createable: false, updateable: false, calculated: work, ...about });

const SYSTEM: About = { createable: false, updateable: false, nillable: false };

/** On every object, in the order in which describe lists them. */
export const SYSTEM_FIELDS: readonly Field[] = [
  field('Id', 'id', { ...SYSTEM, length: 18, label: 'Record ID' }),
  field('IsDeleted', 'boolean', { ...SYSTEM, byDefault: false }),
  field('CreatedDate', 'datetime', SYSTEM),
  lookup('CreatedById', 'User', SYSTEM),
  field('LastModifiedDate', 'datetime', SYSTEM),
  lookup('LastModifiedById', 'User', SYSTEM),
  field('SystemModstamp', 'datetime', SYSTEM),
];

export const address = (prefix: string): readonly Field[] => [
  field(`${prefix}Street`, 'textarea', { length: 255 }),
  text(`${prefix}City`, 40),
  text(`${prefix}State`, 80),
  text(`${prefix}PostalCode`, 20),
  text(`${prefix}Country`, 80),
];
