import { recordKey } from '../../api/recordKey.ts';
import { type Base, type Conflict, type SyncLink, syncLink } from '../../api/sync/link.ts';
import type { links } from '../database/schema/links.ts';

export type LinkRow = typeof links.$inferSelect;

export const crmIdOf = ({ system, org, object, record }: LinkRow): string =>
  recordKey({ system, org, object, id: record });

export const erpIdOf = ({ erpObject, erpRecord, customer }: LinkRow): string =>
  `${erpObject}/${erpRecord ?? customer}`;

/** The pairs alone: which mapping version settled them is for people to look up. */
const baseOf = (row: LinkRow): Base =>
  Object.fromEntries(Object.entries(row.base).map(([rule, { crm, erp }]) => [rule, { crm, erp }]));

export const toSyncLink = (row: LinkRow, conflicts: readonly Conflict[]): SyncLink =>
  syncLink.parse({
    id: row.id,
    rev: row.rev,
    crm: crmIdOf(row),
    erp: erpIdOf(row),
    aliases: row.aliases.map((id) => recordKey({ ...row, id })),
    base: baseOf(row),
    conflicts,
    pending: row.pending,
  });
