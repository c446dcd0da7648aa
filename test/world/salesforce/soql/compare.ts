import { dateTime, isDate, parseDateTime } from '../dates.ts';
import { longId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Field, FieldType, Value } from '../schema/field.ts';
import type { Literal, Operator } from './parse.ts';

const LITERAL_OF: Partial<Record<FieldType, Literal['kind']>> = {
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'dateTime',
};

const wrongType = (field: Field, kind: Literal['kind']): Refusal => {
  const quotes =
    kind === 'text' ? 'and should be enclosed in quotes' : 'and should not be enclosed in quotes';
  return new Refusal(
    400,
    'INVALID_FIELD',
    `value of filter criterion for field '${field.name}' must be of type ${field.type} ${quotes}`,
  );
};

/** The literal as a value of the field; refused where the types do not agree. */
const operand = (field: Field, literal: Literal): Value => {
  if (literal.kind === 'null') return null;
  const expected = LITERAL_OF[field.type] ?? 'text';
  if (literal.kind !== expected) throw wrongType(field, expected);
  if (expected === 'number') return Number(literal.text);
  if (expected === 'boolean') return literal.text === 'true';
  if (expected === 'dateTime') return dateTime(parseDateTime(literal.text) ?? Number.NaN);
  if (expected === 'date' && !isDate(literal.text)) throw wrongType(field, expected);
  if (field.type !== 'id' && field.type !== 'reference') return literal.text.replace(/\\([_%])/g, '$1');
  const id = longId(literal.text);
  if (id === null)
    throw new Refusal(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${literal.text}`);
  return id;
};

const folded = (value: Value, field: Field): Value =>
  typeof value === 'string' && field.type !== 'id' && field.type !== 'reference'
    ? value.toLowerCase()
    : value;

/** Order of two values of one field: null first, texts whatever their case. */
export const order = (field: Field, a: Value, b: Value): number => {
  const [left, right] = [folded(a, field), folded(b, field)];
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
};

const likePattern = (pattern: string): RegExp => {
  const parts = pattern.split(/(\\[_%]|[_%])/).map((part) => {
    if (part === '%') return '[\\s\\S]*';
    if (part === '_') return '[\\s\\S]';
    return part.replace(/^\\([_%])$/, '$1').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'iu');
};

const like = (field: Field, literal: Literal | undefined): ((value: Value) => boolean) => {
  if (field.type in LITERAL_OF || field.type === 'id' || field.type === 'reference')
    throw new Refusal(
      400,
      'INVALID_QUERY_FILTER_OPERATOR',
      `invalid operator on ${field.type} field: ${field.name}`,
    );
  if (literal?.kind !== 'text') throw wrongType(field, 'text');
  const pattern = likePattern(literal.text);
  return (value) => typeof value === 'string' && pattern.test(value);
};

/** Whether a value of this field meets `operator literals`. Less and greater are never true of null. */
export const comparison = (
  field: Field,
  operator: Operator,
  literals: readonly Literal[],
): ((value: Value) => boolean) => {
  if (!field.filterable)
    throw new Refusal(400, 'INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`);
  const [first] = literals;
  if (operator === 'LIKE') return like(field, first);
  const operands = literals.map((literal) => operand(field, literal));
  const [wanted = null] = operands;
  const ordered = operator !== '=' && operator !== '!=' && operator !== 'IN';
  if (ordered && (field.type === 'boolean' || wanted === null))
    throw new Refusal(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on field: ${field.name}`);
  switch (operator) {
    case '=':
      return (value) => order(field, value, wanted) === 0;
    case '!=':
      return (value) => order(field, value, wanted) !== 0;
    case 'IN':
      return (value) => operands.some((one) => order(field, value, one) === 0);
    case '<':
      return (value) => value !== null && order(field, value, wanted) < 0;
    case '<=':
      return (value) => value !== null && order(field, value, wanted) <= 0;
    case '>':
      return (value) => value !== null && order(field, value, wanted) > 0;
    case '>=':
      return (value) => value !== null && order(field, value, wanted) >= 0;
  }
};
