import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { recordOfKey } from '../../api/recordKey.ts';
import type { Dirty, LinkKind, LinkView } from '../../api/sync/link.ts';
import type { TenantTransaction } from '../database/database.ts';
import { conflicts } from '../database/schema/conflicts.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
import { erpRecordOf } from './create/ends.ts';
import { ofCrmIds, ofCrmKind, ofErpRecords } from './ofRecords.ts';
import { type LinkRow, toSyncLink } from './syncLink.ts';
import { visibleLinks } from './visibility.ts';

/** Links behind changed things, each once; those without a link, or out of the actor's sight, are left out. */
export const readSyncLinks = async (
  transaction: TenantTransaction,
  actor: Actor,
  dirty: readonly Dirty[],
  of: LinkKind | null = null,
): Promise<readonly LinkView[]> => {
  const rows = await transaction
    .select()
    .from(links)
    .where(and(visibleLinks(actor), of === null ? undefined : ofKind(of), behind(dirty)))
    .orderBy(asc(links.createdAt), asc(links.id));
  const questions = await questionsOf(transaction, actor.tenant, rows);
  const now = await databaseTime(transaction);
  return rows.map((row) => ({
    link: toSyncLink(
      row,
      questions.filter(({ link }) => link === row.id).map(({ conflict }) => conflict),
    ),
    pending: pendingState(row, now),
  }));
};

export const pendingState = ({ pending, pendingUntil }: LinkRow, now: Date): LinkView['pending'] => {
  if (pending === null) return 'none';
  return pendingUntil !== null && pendingUntil <= now ? 'expired' : 'live';
};

const questionsOf = (transaction: TenantTransaction, tenant: string, rows: readonly LinkRow[]) =>
  transaction
    .select({ link: conflicts.link, conflict: conflicts.conflict })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.tenant, tenant),
        inArray(
          conflicts.link,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(conflicts.key));

const ofKind = ({ erpObject, ...record }: LinkKind): SQL | undefined =>
  and(ofCrmKind(record), eq(links.erpObject, erpObject));

/** By kind: however many are asked about, there are few conditions. */
const behind = (dirty: readonly Dirty[]): SQL => {
  const ids = dirty.filter(({ kind }) => kind === 'link').map(({ id }) => id);
  const crm = dirty.filter(({ kind }) => kind === 'crm').flatMap(({ id }) => recordOfKey(id) ?? []);
  const erp = dirty.filter(({ kind }) => kind === 'erp').map(({ id }) => id);
  const kinds = Map.groupBy(crm, ({ system, org, object }) => `${system}/${org}/${object}`);
  const objects = Map.groupBy(erp, (id) => id.slice(0, id.indexOf('/')));
  const conditions = [
    ids.length === 0 ? undefined : inArray(links.id, ids),
    ...[...kinds.values()].map((records) =>
      and(records[0] && ofCrmKind(records[0]), ofCrmIds(records.map(({ id }) => id))),
    ),
    ...[...objects].map(([object, all]) =>
      ofErpRecords(object as LinkRow['erpObject'], all.map(erpRecordOf)),
    ),
  ];
  return or(...conditions) ?? sql`false`;
};
