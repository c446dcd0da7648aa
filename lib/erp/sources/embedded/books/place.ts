import { nth } from './problem.ts';
import { isStorable } from './storable.ts';

const kinds: Record<string, string> = {
  customers: 'Customer',
  invoices: 'Invoice',
  payments: 'Payment',
  orders: 'Order',
  contacts: 'Contact',
  products: 'Product',
  quotes: 'Quote',
  opportunities: 'Opportunity',
};

const at = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;

/** A row is called by its id; one without a usable id by its position. */
const rowName = (kind: string, rows: unknown, index: number): string => {
  const id = at(at(rows, index), 'id');
  return typeof id === 'string' && id !== '' && isStorable(id)
    ? `${kinds[kind] ?? kind} ${id}`
    : `The ${nth(index)} entry of "${kind}"`;
};

/** Where in the books a path leads, as a bookkeeper would say it: "Customer C1, name". */
export const placeOf = (input: unknown, path: readonly PropertyKey[]): string => {
  const [section, index, ...rest] = path;
  if (section === undefined) return 'The file';
  const isRow = typeof section === 'string' && typeof index === 'number';
  const start = isRow ? rowName(section, at(input, section), index) : String(section);
  const keys = isRow ? rest : path.slice(1);
  return [start, ...keys.map((key) => (typeof key === 'number' ? nth(key) : String(key)))].join(', ');
};
