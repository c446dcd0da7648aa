import type * as z from 'zod';
import { type BooksProblem, nth } from './problem.ts';

const kinds: Record<string, string> = {
  customers: 'Customer',
  invoices: 'Invoice',
  payments: 'Payment',
  orders: 'Order',
  contacts: 'Contact',
  products: 'Product',
  quotes: 'Quote',
};

const at = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;

/** A row is called by its id; one without a usable id by its position. */
const rowName = (kind: string, rows: unknown, index: number): string => {
  const id = at(at(rows, index), 'id');
  return typeof id === 'string' && id !== ''
    ? `${kinds[kind] ?? kind} ${id}`
    : `The ${nth(index)} entry of "${kind}"`;
};

const placeOf = (input: unknown, path: readonly PropertyKey[]): string => {
  const [section, index, ...rest] = path;
  if (section === undefined) return 'The file';
  const isRow = typeof section === 'string' && typeof index === 'number';
  const start = isRow ? rowName(section, at(input, section), index) : String(section);
  const keys = isRow ? rest : path.slice(1);
  return [start, ...keys.map((key) => (typeof key === 'number' ? nth(key) : String(key)))].join(', ');
};

const sentence = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') {
    return `The format does not know ${issue.keys.map((key) => `"${key}"`).join(', ')}.`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'int') {
    return 'An amount is a whole number of minor units (cents), without decimals.';
  }
  return issue.message;
};

/** What the file's shape gets wrong, each at the document it stands in. */
export const schemaProblems = (input: unknown, error: z.ZodError): BooksProblem[] =>
  error.issues.map((issue) => ({ place: placeOf(input, issue.path), message: sentence(issue) }));
