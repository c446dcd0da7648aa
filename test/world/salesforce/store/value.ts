import Big from 'big.js';
import { dateTime, isDate, parseDateTime } from '../dates.ts';
import { longId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Field, Value } from '../schema/field.ts';

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

const parserError = (expected: string, value: unknown): Refusal =>
  new Refusal(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${expected} from value ${JSON.stringify(value)} or request may be missing a required field`,
  );

const storedText = (field: Field, object: string, value: unknown): Value => {
  if (typeof value !== 'string') throw parserError('string', value);
  // White space at both ends is not kept, and a text of nothing else is no value.
  const trimmed = value.trim();
  if (trimmed === '') return null;
  if ([...trimmed].length > field.length)
    throw new Refusal(
      400,
      'STRING_TOO_LONG',
      `${object} ${field.label}: data value too large: ${trimmed} (max length=${field.length})`,
      { fields: [field.name] },
    );
  if (field.type === 'email' && !EMAIL.test(trimmed))
    throw new Refusal(400, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${trimmed}`, {
      fields: [field.name],
    });
  if (field.restrictedPicklist && !field.picklistValues.includes(trimmed))
    throw new Refusal(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${trimmed}`,
      { fields: [field.name] },
    );
  return trimmed;
};

const storedNumber = (field: Field, value: unknown): number => {
  if (typeof value !== 'number' && !(typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)))
    throw parserError(field.type === 'int' ? 'int' : 'double', value);
  // Digits behind the scale are rounded away, half up; too many before it are refused.
  const rounded = new Big(value).round(field.scale, Big.roundHalfUp);
  if (rounded.abs().gte(new Big(10).pow(field.precision - field.scale)))
    throw new Refusal(
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${value}`,
      { fields: [field.name] },
    );
  return rounded.toNumber();
};

const storedReference = (field: Field, object: string, value: unknown): string => {
  if (typeof value !== 'string') throw parserError('reference', value);
  const id = longId(value.trim());
  if (id === null)
    throw new Refusal(
      400,
      'MALFORMED_ID',
      `${object}: ${field.label}: id value of incorrect type: ${value}`,
      {
        fields: [field.name],
      },
    );
  return id;
};

const storedDateTime = (value: unknown): string => {
  const ms = typeof value === 'string' ? parseDateTime(value) : null;
  if (ms === null) throw parserError('datetime', value);
  return dateTime(ms);
};

/** What the org keeps of a value that is written to a field: trimmed, rounded, or refused. */
export const storedValue = (field: Field, object: string, value: unknown): Value => {
  if (value === null) return null;
  switch (field.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw parserError('boolean', value);
      return value;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return storedNumber(field, value);
    case 'date':
      if (typeof value !== 'string' || !isDate(value)) throw parserError('date', value);
      return value;
    case 'datetime':
      return storedDateTime(value);
    case 'id':
    case 'reference':
      return storedReference(field, object, value);
    default:
      return storedText(field, object, value);
  }
};
