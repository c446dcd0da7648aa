import { and, asc, eq, gt, inArray, isNull, like, lte, type SQL, sql } from 'drizzle-orm';
import { erpObject } from '../../../api/erpFields.ts';
import { fieldMapping } from '../../../api/fieldMapping.ts';
import { crmSystem } from '../../../api/record.ts';
import type { FeedObject } from '../../../api/sync/changes.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { contacts } from '../../database/schema/contacts.ts';
import { customers } from '../../database/schema/customers.ts';
import { links } from '../../database/schema/links.ts';
import { orders } from '../../database/schema/orders.ts';
import { quotes } from '../../database/schema/quotes.ts';
import { settings } from '../../database/schema/settings.ts';
import { twins } from '../../database/schema/twins.ts';
import type { Actor } from '../actor.ts';
import { defaultsOf } from '../mapping/defaults.ts';
import { mappingName, readConfig } from '../settings.ts';
import { visibleCustomer, visibleLinks } from '../visibility.ts';

/** ERP records that are given twins in a CRM. A new one is a line here. */
const TABLES = {
  contact: { table: contacts, customer: sql`${contacts.customer}` },
  customer: { table: customers, customer: sql`${customers.id}` },
  order: { table: orders, customer: sql`${orders.customer}` },
  quote: { table: quotes, customer: sql`${quotes.customer}` },
} as const;
type Made = keyof typeof TABLES;
const MADE = Object.keys(TABLES).sort() as readonly Made[];

/** Of the objects that were asked for, those of which some mapping makes twins in a CRM. */
export const madeInCrm = async (
  transaction: TenantTransaction,
  tenant: string,
  objects: readonly FeedObject[] | null,
): Promise<readonly Made[]> => {
  // Who names no object is no pair's run, and makes nothing.
  const asked = MADE.filter((object) => objects?.includes(object) === true);
  if (asked.length === 0) return [];
  const saved = await transaction
    .select({ name: settings.name, content: settings.content })
    .from(settings)
    .where(and(eq(settings.tenant, tenant), like(settings.name, 'mapping/%')));
  const known = new Set(saved.map(({ name }) => name));
  const held = [
    ...saved.map(({ name, content }) => ({
      erpObject: name.slice(name.lastIndexOf('/') + 1),
      mapping: fieldMapping.parse(content),
    })),
    ...crmSystem.options
      .flatMap((system) => defaultsOf({ system }))
      .filter((pair) => !known.has(mappingName(pair))),
  ];
  const { customersToCrm } = (await readConfig(transaction, tenant, 'look')).content;
  return asked.filter(
    (object) =>
      (object !== 'customer' || customersToCrm) &&
      held.some(({ erpObject, mapping }) => erpObject === object && mapping.enabled && mapping.create.toCrm),
  );
};

/** Every such record, linked or not, page by page: `object/id`, ordered by it. */
export const recordsAfter = async (
  transaction: TenantTransaction,
  actor: Actor,
  objects: readonly Made[],
  after: string | null,
  limit: number,
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const object of [...objects].sort()) {
    const from = after === null || !after.startsWith(`${object}/`) ? null : after.slice(object.length + 1);
    if (after !== null && from === null && `${object}/` < after) continue;
    const { table, customer } = TABLES[object];
    const rows = await transaction
      .select({ id: sql<string>`${table.id}` })
      .from(table)
      .where(
        and(
          eq(table.tenant, actor.tenant),
          visibleCustomer(actor, customer),
          from === null ? undefined : gt(sql`${table.id}`, from),
        ),
      )
      .orderBy(asc(table.id))
      .limit(limit - found.length);
    found.push(...rows.map(({ id }) => `${object}/${id}`));
    if (found.length === limit) break;
  }
  return found;
};

/** Records whose twin somebody set out to make and did not: whoever comes by looks for it. */
export const expiredClaims = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  objects: readonly FeedObject[] | null,
): Promise<readonly string[]> => {
  const asked = MADE.filter((object) => objects?.includes(object) === true);
  if (asked.length === 0) return [];
  const own: SQL | undefined = and(
    eq(twins.tenant, tenant),
    eq(twins.side, 'erp'),
    inArray(twins.erpObject, [...asked]),
    isNull(twins.record),
    // Not `clock_timestamp`, which may be another for every row, and so has every row looked at.
    lte(twins.until, sql`statement_timestamp()`),
  );
  const rows = await transaction.select({ source: twins.source }).from(twins).where(own).limit(500);
  return rows.map(({ source }) => source);
};

export interface Woken {
  /** CRM records, by their keys. */
  readonly crm: readonly string[];
  /** ERP records, as `object/id`. */
  readonly erp: readonly string[];
}

/** Records without a twin that these links are what they were waiting for: whom they belong to is known on the other side from now on. */
export const wokenBy = async (
  transaction: TenantTransaction,
  actor: Actor,
  objects: readonly FeedObject[] | null,
  ids: readonly string[],
): Promise<Woken> => {
  if (ids.length === 0 || objects === null) return { crm: [], erp: [] };
  const theirs = and(visibleLinks(actor), inArray(links.id, [...ids]));
  const waiting = await transaction
    .select({ source: twins.source })
    .from(twins)
    .innerJoin(
      links,
      and(
        theirs,
        eq(links.system, twins.system),
        eq(links.org, twins.org),
        eq(links.object, twins.waitsObject),
        sql`(${links.record} = ${twins.waitsRecord} or ${twins.waitsRecord} = any(${links.aliases}))`,
      ),
    )
    .where(
      and(
        eq(twins.tenant, actor.tenant),
        eq(twins.side, 'crm'),
        inArray(
          twins.erpObject,
          erpObject.options.filter((object) => objects.includes(object)),
        ),
        isNull(twins.record),
      ),
    );
  const erp: string[] = [];
  for (const object of await madeInCrm(transaction, actor.tenant, objects)) {
    if (object === 'customer') continue;
    const { table } = TABLES[object];
    const joined = sql`select 1 from ${links} as own where own.tenant = ${links.tenant} and own.system = ${links.system} and own.org = ${links.org} and own.erp_object = ${object} and own.erp_record = ${table.id}`;
    const rows = await transaction
      .selectDistinct({ id: sql<string>`${table.id}` })
      .from(table)
      .innerJoin(links, and(theirs, eq(links.erpObject, 'customer'), eq(links.customer, table.customer)))
      .where(and(eq(table.tenant, actor.tenant), sql`not exists (${joined})`));
    erp.push(...rows.map(({ id }) => `${object}/${id}`));
  }
  return { crm: [...new Set(waiting.map(({ source }) => source))], erp };
};
