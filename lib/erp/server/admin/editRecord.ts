import type { Written } from '../../api/sync/values.ts';
import { embeddedRecords } from '../../sources/embedded/records/records.ts';
import type { TenantTransaction } from '../database/database.ts';

/** What somebody at the ERP types into the fields of a record; null = emptied. */
export type Edit = Readonly<Record<string, string | number | boolean | null>>;

/** The record cannot be changed so. Nothing was. */
export class EditError extends Error {
  override readonly name = 'EditError';
  readonly code = 'edit.refused';
}

/**
 * A field changed at the ERP's own end, by the same rules as the sync's writes: the embedded books have no screen of their own.
 * `record`: `object/id`. @throws {EditError}
 */
export const editRecord = async (
  transaction: TenantTransaction,
  tenant: string,
  record: string,
  edit: Edit,
  now: Date,
): Promise<void> => {
  const records = embeddedRecords(() => now);
  const held = await records.lock(transaction, tenant, [record]);
  if (!held.has(record)) throw new EditError(`There is no record ${record} that could be changed.`);
  const patch = Object.fromEntries(
    Object.entries(edit).map(([field, value]): [string, Written] => [
      field,
      value === null ? { kind: 'cleared' } : { kind: 'value', value },
    ]),
  );
  const answer = await records.write(transaction, tenant, record, patch);
  if (answer.kind === 'refused') throw new EditError(answer.reason.message);
};
