import type { Stored, Written } from '../../../api/sync/values.ts';
import type { TenantTransaction } from '../../../server/database/database.ts';
import type { Asker, RecordRefused, WriteAnswer } from '../../records.ts';
import type { CustomerFilter } from '../../source.ts';
import type { BookField, Held } from './fields/field.ts';

/** A record of the books as the sync sees it: exactly the fields of the registry. */
interface BookRecord {
  readonly id: string;
  readonly customer: string;
  readonly fields: Readonly<Record<string, Stored>>;
}

/** What makes a record, for objects that the sync may make. `created` null = one with this number is there. */
type Maker = (
  transaction: TenantTransaction,
  asker: Asker,
  id: string,
  fields: Readonly<Record<string, Written>>,
) => Promise<{ readonly kind: 'created' } | { readonly kind: 'exists' } | RecordRefused>;

/** One kind of record that the sync reads and, where it may, writes. */
export interface RecordObject {
  readonly fields: readonly BookField[];
  /** What the numbers of new ones begin with. */
  readonly prefix: string;
  read(
    transaction: TenantTransaction,
    tenant: string,
    ids: readonly string[],
    visibleTo: CustomerFilter['visibleTo'],
  ): Promise<readonly BookRecord[]>;
  /** @returns the ids that are there, held until the transaction ends. */
  lock(transaction: TenantTransaction, tenant: string, ids: readonly string[]): Promise<readonly string[]>;
  /** null = the ERP alone writes it. */
  readonly write:
    | ((
        transaction: TenantTransaction,
        tenant: string,
        id: string,
        patch: Readonly<Record<string, Written>>,
      ) => Promise<WriteAnswer>)
    | null;
  /** null = the ERP alone makes it. */
  readonly create: Maker | null;
}

/** A column's null is a blank field. */
const asStored = (value: Held): Stored => (value === null ? { kind: 'blank' } : { kind: 'value', value });

export const asFields = (columns: Readonly<Record<string, Held>>): Record<string, Stored> => {
  const fields: Record<string, Stored> = {};
  for (const [field, value] of Object.entries(columns)) fields[field] = asStored(value);
  return fields;
};

/** A row by the registry: every field that is in it, and nothing else. */
export const registered = (
  registry: readonly BookField[],
  row: Readonly<Record<string, unknown>>,
): Record<string, Stored> =>
  asFields(Object.fromEntries(registry.map(({ name }) => [name, (row[name] ?? null) as Held])));

export const asColumn = (value: Written): string | number | boolean | null =>
  value.kind === 'cleared' ? null : value.value;
