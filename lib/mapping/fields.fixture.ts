import type { LiveField } from './field.ts';

/** A field that anybody may write and nobody must. */
export const liveField = (name: string, with_: Partial<LiveField> = {}): LiveField => ({
  name,
  label: `${name} label`,
  type: 'text',
  readOnly: false,
  creatable: true,
  required: false,
  maxLength: null,
  options: null,
  financeOwned: false,
  group: null,
  amountIn: null,
  ...with_,
});

export const options = (...values: string[]): LiveField['options'] =>
  values.map((value) => ({ value, label: value.toUpperCase() }));
