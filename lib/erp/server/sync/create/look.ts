import { and, eq, inArray, or } from 'drizzle-orm';
import type { HeldMapping } from '../../../api/fieldMapping.ts';
import { linkId } from '../../../api/primitives.ts';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { Look, Single, Standing, TwinPair } from '../../../api/sync/create.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { links } from '../../database/schema/links.ts';
import { twinSuspects, twins } from '../../database/schema/twins.ts';
import { databaseTime } from '../clock.ts';
import { readConfig, readMapping } from '../settings.ts';
import { visibleLinks } from '../visibility.ts';
import { candidatesOf } from './candidates.ts';
import type { LookContext } from './context.ts';
import { customerOf, linksOf, wasParted } from './ends.ts';
import { referredBy, type WaitsFor } from './references.ts';

export type TwinRow = typeof twins.$inferSelect;

/** How each record stands. Reads only. */
export const look = async (context: LookContext, rows: readonly Look[]): Promise<readonly Standing[]> => {
  const standings: Standing[] = [];
  for (const row of rows) standings.push((await standingOf(context, row)).standing);
  return standings;
};

export type Stand =
  | { readonly standing: Exclude<Standing, { kind: 'free' | 'waiting' }> }
  | { readonly standing: Extract<Standing, { kind: 'waiting' }>; readonly waitsFor: WaitsFor }
  /** `given`: what its twin is to belong to, by ids and fields of the side that it is made on. */
  | {
      readonly standing: Extract<Standing, { kind: 'free' }>;
      readonly given: Readonly<Record<string, string>>;
    };

const LEFT_ALONE: Stand = { standing: { kind: 'leftAlone' } };

export const standingOf = async (context: LookContext, row: Look): Promise<Stand> => {
  const { transaction, actor, pair } = context;
  const { of } = row;
  if (!isOfPair(pair, of)) return LEFT_ALONE;
  const [link] = await linksOf(transaction, actor.tenant, pair, of);
  if (link !== undefined) {
    const [seen] = await transaction
      .select({ id: links.id })
      .from(links)
      .where(and(visibleLinks(actor), eq(links.id, link.id)));
    return seen === undefined ? LEFT_ALONE : { standing: { kind: 'linked', link: linkId.parse(link.id) } };
  }
  const mapping = await wantedBy(context, of);
  if (mapping === null) return LEFT_ALONE;
  if (await wasParted(transaction, actor.tenant, pair, of)) return LEFT_ALONE;
  if (await isSomebodysTwin(context, row)) return LEFT_ALONE;
  const twin = await twinOf(transaction, actor.tenant, pair, of);
  if (twin !== null && twin.candidates !== null && !twin.wanted) return ASKED;
  if (twin?.until != null && twin.until > (await databaseTime(transaction)))
    return { standing: { kind: 'live' } };
  const referred = await referredBy(context, mapping, row);
  const known = referred.kind === 'found' && of.side === 'crm' ? storedIn(referred.fields) : {};
  const { candidates, hidden } = await candidatesOf(transaction, actor, pair, {
    ...row,
    identity: { ...row.identity, ...known },
  });
  // Somebody who sees it has to say: neither a second record nor a word about it is this caller's to have.
  if (hidden && twin?.wanted !== true) return ASKED;
  if (referred.kind === 'waiting' && candidates.length === 0)
    return { standing: { kind: 'waiting', reason: referred.reason }, waitsFor: referred.waitsFor };
  return {
    standing: { kind: 'free', candidates: [...candidates], wanted: twin?.wanted === true },
    given: referred.kind === 'found' ? referred.fields : {},
  };
};

const ASKED: Stand = { standing: { kind: 'asked' } };

export const storedIn = (ids: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(ids).map(([field, value]) => [field, { kind: 'value' as const, value }]));

const isOfPair = ({ system, org, object, erpObject }: TwinPair, { side, id }: Single): boolean => {
  if (side === 'erp') return id.startsWith(`${erpObject}/`);
  const record = recordOfKey(id);
  return record?.system === system && record.org === org && record.object === object;
};

/** By the mapping, and for what belongs to a customer only where that one is linked in the same org. */
const wantedBy = async (context: LookContext, of: Single): Promise<HeldMapping | null> => {
  const { transaction, actor, pair } = context;
  const { content: mapping } = await readMapping(transaction, actor.tenant, pair, 'look');
  if (!mapping.enabled) return null;
  const isWanted =
    of.side === 'crm' ? mapping.create.toErp : mapping.create.toCrm && (await isKnownThere(context, of));
  return isWanted ? mapping : null;
};

const isKnownThere = async (
  { transaction, actor, pair, records }: LookContext,
  of: Single,
): Promise<boolean> => {
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
