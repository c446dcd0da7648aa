import type { ErpReading } from '../api/sync/records.ts';
import type { Stored, Written } from '../api/sync/values.ts';
import type { TenantTransaction } from '../server/database/database.ts';
import type { CustomerFilter } from './source.ts';

export type WriteAnswer =
  /** As the ERP stored it, which may not be as it was sent. */
  | { readonly kind: 'written'; readonly stored: Readonly<Record<string, Stored>> }
  /** The ERP's own rules; nothing was stored. */
  | { readonly kind: 'refused'; readonly fields: readonly string[] };

interface Asker {
  readonly tenant: string;
  readonly user: string;
  readonly visibleTo: CustomerFilter['visibleTo'];
}

/** ERP records by `object/id`, in a transaction of the ERP API: what a source can offer whose books lie in the same database. */
export interface ErpRecords {
  /** One reading per id, in their order. */
  read(transaction: TenantTransaction, asker: Asker, ids: readonly string[]): Promise<readonly ErpReading[]>;
  /** Holds the rows until the transaction ends. @returns the version of each that is there. */
  lock(
    transaction: TenantTransaction,
    tenant: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  write(
    transaction: TenantTransaction,
    tenant: string,
    id: string,
    patch: Readonly<Record<string, Written>>,
  ): Promise<WriteAnswer>;
  /** @returns false where there is no such record, or open documents hang on it. */
  archive(transaction: TenantTransaction, asker: Asker, id: string): Promise<boolean>;
}
