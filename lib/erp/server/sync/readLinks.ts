import { and, arrayOverlaps, asc, eq, inArray, or, type SQL } from 'drizzle-orm';
import type { Dirty, LinkKind, LinkView } from '../../api/sync/link.ts';
import type { TenantTransaction } from '../database/database.ts';
import { conflicts } from '../database/schema/conflicts.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { databaseTime } from './clock.ts';
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
    .where(and(visibleLinks(actor), of === null ? undefined : ofKind(of), or(...dirty.map(behind))))
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

const ofKind = ({ system, org, object, erpObject }: LinkKind): SQL | undefined =>
  and(eq(links.system, system), eq(links.org, org), eq(links.object, object), eq(links.erpObject, erpObject));

const behind = (dirty: Dirty): SQL | undefined => {
  if (dirty.kind === 'link') return eq(links.id, dirty.id);
  if (dirty.kind === 'erp') return ofErpRecord(dirty.id);
  return ofCrmRecord(dirty.id);
};

const ofErpRecord = (id: string): SQL | undefined => {
  const slash = id.indexOf('/');
  const object = id.slice(0, slash);
  const record = id.slice(slash + 1);
  if (object === 'customer')
    return and(eq(links.erpObject, object), eq(links.customer, record as LinkRow['customer']));
  return and(eq(links.erpObject, object as LinkRow['erpObject']), eq(links.erpRecord, record));
};

const ofCrmRecord = (key: string): SQL | undefined => {
  const [system = '', org = '', object = '', id = ''] = key.split('/');
  return and(
    eq(links.system, system as LinkRow['system']),
    eq(links.org, org),
    eq(links.object, object),
    or(eq(links.record, id), arrayOverlaps(links.aliases, [id])),
  );
};
