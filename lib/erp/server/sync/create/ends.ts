import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { customerId } from '../../../api/primitives.ts';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { Single, TwinPair } from '../../../api/sync/create.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { endedLinks } from '../../database/schema/endedLinks.ts';
import { links } from '../../database/schema/links.ts';
import type { Actor } from '../actor.ts';
import { ofCrmIds, ofCrmKind, ofErpRecords } from '../ofRecords.ts';
import type { LinkRow } from '../syncLink.ts';

/** The ERP's own id in `object/id`. */
export const erpRecordOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/**
 * Both ends of a link to be are held until the transaction ends; a trigger does the same before any link is stored, so that nobody
 * links a record by hand between the last look at it and its new link.
 */
export const holdEnds = async (
  transaction: TenantTransaction,
  tenant: string,
  ids: readonly string[],
): Promise<void> => {
  for (const id of [...new Set(ids)].sort())
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant} ${id}`}, 0))`);
};

const ofPair = (kind: Omit<TwinPair, 'host'>): SQL | undefined =>
  and(ofCrmKind(kind), eq(links.erpObject, kind.erpObject));

const ofSingle = (erpObject: LinkRow['erpObject'], { side, id }: Single): SQL | undefined =>
  side === 'crm' ? ofCrmIds([recordOfKey(id)?.id ?? '']) : ofErpRecords(erpObject, [erpRecordOf(id)]);

/** Links of a record within its pair. */
export const isLinkOf = (pair: Omit<TwinPair, 'host'>, of: Single): SQL | undefined =>
  and(ofPair(pair), ofSingle(pair.erpObject, of));

/** The links of a record within its pair, whoever may see them. */
export const linksOf = (
  transaction: TenantTransaction,
  tenant: string,
  pair: TwinPair,
  of: Single,
): Promise<readonly LinkRow[]> =>
  transaction
    .select()
    .from(links)
    .where(and(eq(links.tenant, tenant), isLinkOf(pair, of)));

/** Whether it was parted from a twin, or its twin was archived. */
export const wasParted = async (
  transaction: TenantTransaction,
  tenant: string,
  pair: TwinPair,
  { side, id }: Single,
): Promise<boolean> => {
  const { system, org, object, erpObject } = pair;
  const record = side === 'crm' ? (recordOfKey(id)?.id ?? '') : erpRecordOf(id);
  const own =
    side === 'crm'
      ? or(
          eq(endedLinks.record, record),
          and(endedLinks.merged, sql`${endedLinks.link} -> 'aliases' ? ${record}`),
        )
      : eq(endedLinks.erpRecord, record);
  const [found] = await transaction
    .select({ id: endedLinks.id })
    .from(endedLinks)
    .where(
      and(
        eq(endedLinks.tenant, tenant),
        eq(endedLinks.system, system),
        eq(endedLinks.org, org),
        eq(endedLinks.object, object),
        eq(endedLinks.erpObject, erpObject),
        own,
      ),
    )
    .limit(1);
  return found !== undefined;
};

/** ERP records that have a link within the pair. */
export const linkedAmong = async (
  transaction: TenantTransaction,
  tenant: string,
  pair: TwinPair,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const own = ids.map(erpRecordOf);
  const rows = await transaction
    .select({ customer: links.customer, erpRecord: links.erpRecord })
    .from(links)
    .where(and(eq(links.tenant, tenant), ofPair(pair), ofErpRecords(pair.erpObject, own)));
  return new Set(rows.map(({ customer, erpRecord }) => `${pair.erpObject}/${erpRecord ?? customer}`));
};

/** The customer that an ERP record is, or belongs to; null = not seen. */
export const customerOf = async (
  transaction: TenantTransaction,
  actor: Actor,
  records: ErpRecords,
  id: string,
): Promise<LinkRow['customer'] | null> => {
  const [reading] = await records.read(transaction, actor, [id]);
  if (reading?.kind !== 'found') return null;
  if (id.startsWith('customer/')) return customerId.parse(erpRecordOf(id));
  const { customer } = reading.fields;
  return customer?.kind === 'value' ? customerId.parse(customer.value) : null;
};
