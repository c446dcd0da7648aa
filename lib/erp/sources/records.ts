import type { ErpField, ErpObject } from '../api/erpFields.ts';
import type { ErpReading } from '../api/sync/records.ts';
import type { Stored, Written } from '../api/sync/values.ts';
import type { TenantTransaction } from '../server/database/database.ts';
import type { CustomerFilter } from './source.ts';

/** The ERP's own rules; nothing was stored. */
export interface RecordRefused {
  readonly kind: 'refused';
  /** Those that are in the way; [] = the record as a whole. */
  readonly fields: readonly string[];
  /** The ERP's own code and sentence, for the people who can do something about it. */
  readonly reason: { readonly code: string; readonly message: string };
}

export type WriteAnswer =
  /** As the ERP stored it, which may not be as it was sent. */
  { readonly kind: 'written'; readonly stored: Readonly<Record<string, Stored>> } | RecordRefused;

type CreateAnswer =
  /** `id` as `object/id`; `stored`: every field of the new record. */
  | { readonly kind: 'created'; readonly id: string; readonly stored: Readonly<Record<string, Stored>> }
  /** The record of this key is there already. */
  | { readonly kind: 'exists'; readonly id: string }
  | RecordRefused;

export interface Asker {
  readonly tenant: string;
  readonly user: string;
  readonly visibleTo: CustomerFilter['visibleTo'];
}

/** ERP records by `object/id`, in a transaction of the ERP API: what a source can offer whose books lie in the same database. */
export interface ErpRecords {
  /** The registry that reading and writing go by, too. */
  fields(object: ErpObject): readonly ErpField[];
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
  /**
   * Makes the one record of a key: its number is made of the key, so that whoever comes second finds it there. A customer, contact
   * or opportunity; quotes and orders are made by the ERP alone.
   */
  create(
    transaction: TenantTransaction,
    asker: Asker,
    object: ErpObject,
    key: string,
    fields: Readonly<Record<string, Written>>,
  ): Promise<CreateAnswer>;
  /** null = done; else why not: no such record, or open documents hang on it. */
  archive(transaction: TenantTransaction, asker: Asker, id: string): Promise<RecordRefused | null>;
}
