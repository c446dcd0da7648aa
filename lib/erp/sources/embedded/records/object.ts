import type { Stored, Written } from '../../../api/sync/values.ts';
import type { TenantTransaction } from '../../../server/database/database.ts';
import type { WriteAnswer } from '../../records.ts';
import type { CustomerFilter } from '../../source.ts';

/** A record of the books as the sync sees it. */
interface BookRecord {
  readonly id: string;
  readonly customer: string;
  readonly fields: Readonly<Record<string, Stored>>;
}

/** One kind of record that the sync reads and, where it may, writes. */
export interface RecordObject {
  read(
    transaction: TenantTransaction,
    tenant: string,
    ids: readonly string[],
    visibleTo: CustomerFilter['visibleTo'],
  ): Promise<readonly BookRecord[]>;
  /** @returns the ids that are there, held until the transaction ends. */
  lock(transaction: TenantTransaction, tenant: string, ids: readonly string[]): Promise<readonly string[]>;
  write(
    transaction: TenantTransaction,
    tenant: string,
    id: string,
    patch: Readonly<Record<string, Written>>,
  ): Promise<WriteAnswer>;
}

/** A column's null is a blank field. */
const asStored = (value: string | number | boolean | null): Stored =>
  value === null ? { kind: 'blank' } : { kind: 'value', value };

export const asFields = (
  columns: Readonly<Record<string, string | number | boolean | null>>,
): Record<string, Stored> => {
  const fields: Record<string, Stored> = {};
  for (const [field, value] of Object.entries(columns)) fields[field] = asStored(value);
  return fields;
};

export const asColumn = (value: Written): string | number | boolean | null =>
  value.kind === 'cleared' ? null : value.value;
