import { and, eq, inArray, or } from 'drizzle-orm';
import { linkId } from '../../../api/primitives.ts';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { Look, Single, Standing, TwinPair } from '../../../api/sync/create.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { links } from '../../database/schema/links.ts';
import { twinSuspects, twins } from '../../database/schema/twins.ts';
import type { Actor } from '../actor.ts';
import { databaseTime } from '../clock.ts';
import { readConfig, readMapping } from '../settings.ts';
import { visibleLinks } from '../visibility.ts';
import { candidatesOf } from './candidates.ts';
import { customerOf, linksOf, wasParted } from './ends.ts';

export type TwinRow = typeof twins.$inferSelect;

export interface LookContext {
  readonly transaction: TenantTransaction;
  readonly actor: Actor;
  readonly pair: TwinPair;
  readonly records: ErpRecords | null;
}

/** How each record stands. Reads only. */
export const look = async (context: LookContext, rows: readonly Look[]): Promise<readonly Standing[]> => {
  const standings: Standing[] = [];
  for (const row of rows) standings.push(await standingOf(context, row));
  return standings;
};

const LEFT_ALONE: Standing = { kind: 'leftAlone' };

export const standingOf = async (context: LookContext, row: Look): Promise<Standing> => {
  const { transaction, actor, pair } = context;
  const { of } = row;
  if (!isOfPair(pair, of)) return LEFT_ALONE;
  const [link] = await linksOf(transaction, actor.tenant, pair, of);
  if (link !== undefined) {
    const [seen] = await transaction
      .select({ id: links.id })
      .from(links)
      .where(and(visibleLinks(actor), eq(links.id, link.id)));
    return seen === undefined ? LEFT_ALONE : { kind: 'linked', link: linkId.parse(link.id) };
  }
  if (!(await isWanted(context, of))) return LEFT_ALONE;
  if (await wasParted(transaction, actor.tenant, pair, of)) return LEFT_ALONE;
  if (await isSomebodysTwin(context, row)) return LEFT_ALONE;
  const twin = await twinOf(transaction, actor.tenant, pair, of);
  if (twin !== null && twin.candidates !== null && !twin.wanted) return { kind: 'asked' };
  if (twin?.until != null && twin.until > (await databaseTime(transaction))) return { kind: 'live' };
  const { candidates, hidden } = await candidatesOf(transaction, actor, pair, row);
  // Somebody who sees it has to say: neither a second record nor a word about it is this caller's to have.
  if (hidden && twin?.wanted !== true) return { kind: 'asked' };
  return { kind: 'free', candidates: [...candidates], wanted: twin?.wanted === true };
};

const isOfPair = ({ system, org, object, erpObject }: TwinPair, { side, id }: Single): boolean => {
  if (side === 'erp') return id.startsWith(`${erpObject}/`);
  const record = recordOfKey(id);
  return record?.system === system && record.org === org && record.object === object;
};

/** By the mapping, and for what belongs to a customer only where that one is linked in the same org. */
const isWanted = async ({ transaction, actor, pair, records }: LookContext, of: Single): Promise<boolean> => {
  const { content: mapping } = await readMapping(transaction, actor.tenant, pair, 'look');
  if (!mapping.enabled) return false;
  if (of.side === 'crm') return mapping.create.toErp;
  if (!mapping.create.toCrm) return false;
  if (pair.erpObject === 'customer')
    return (await readConfig(transaction, actor.tenant, 'look')).content.customersToCrm;
  const customer = records === null ? null : await customerOf(transaction, actor, records, of.id);
  if (customer === null) return false;
  const [parent] = await transaction
    .select({ id: links.id })
    .from(links)
    .where(
      and(
        visibleLinks(actor),
        eq(links.system, pair.system),
        eq(links.org, pair.org),
        eq(links.erpObject, 'customer'),
        eq(links.customer, customer),
      ),
    )
    .limit(1);
  return parent !== undefined;
};

const isSomebodysTwin = async (
  { transaction, actor: { tenant } }: LookContext,
  { of, twinKey }: Look,
): Promise<boolean> => {
  const [suspect] = await transaction
    .select({ record: twinSuspects.record })
    .from(twinSuspects)
    .where(and(eq(twinSuspects.tenant, tenant), eq(twinSuspects.record, of.id)));
  const [bearer] = await transaction
    .select({ key: twins.key })
    .from(twins)
    .where(
      and(
        eq(twins.tenant, tenant),
        or(eq(twins.record, of.id), twinKey === null ? undefined : inArray(twins.key, [twinKey])),
      ),
    )
    .limit(1);
  return suspect !== undefined || bearer !== undefined;
};

export const twinOf = async (
  transaction: TenantTransaction,
  tenant: string,
  { system, org, object, erpObject }: TwinPair,
  { id }: Single,
): Promise<TwinRow | null> => {
  const [row] = await transaction
    .select()
    .from(twins)
    .where(
      and(
        eq(twins.tenant, tenant),
        eq(twins.system, system),
        eq(twins.org, org),
        eq(twins.object, object),
        eq(twins.erpObject, erpObject),
        eq(twins.source, id),
      ),
    );
  return row ?? null;
};
