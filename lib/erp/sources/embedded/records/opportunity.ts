import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { CustomerId } from '../../../api/primitives.ts';
import type { TenantTransaction } from '../../../server/database/database.ts';
import { customers } from '../../../server/database/schema/customers.ts';
import { opportunities } from '../../../server/database/schema/opportunities.ts';
import { visible } from '../customers.ts';
import { OPPORTUNITY_FIELDS } from './fields/opportunity.ts';
import { isCustomerSeen } from './isCustomerSeen.ts';
import { asFields, type RecordObject, registered } from './object.ts';
import { checkNew, checkPatch } from './patch.ts';
import { refusedAbsent, refusedCurrency, refusedCustomer, refusedTwin } from './refusals.ts';

const ofIds = (tenant: string, ids: readonly string[]) =>
  and(eq(opportunities.tenant, tenant), inArray(opportunities.id, [...ids]));

const lacksCurrency = ({ amount, currency }: Readonly<Record<string, unknown>>): boolean =>
  (amount ?? null) !== null && (currency ?? null) === null;

export const opportunityObject: RecordObject = {
  fields: OPPORTUNITY_FIELDS,
  prefix: 'OP',

  async read(transaction, tenant, ids, visibleTo) {
    const rows = await transaction
      .select(getTableColumns(opportunities))
      .from(opportunities)
      .innerJoin(customers, and(visible(tenant, visibleTo), eq(customers.id, opportunities.customer)))
      .where(ofIds(tenant, ids));
    return rows.map((row) => ({
      id: row.id,
      customer: row.customer,
      fields: registered(OPPORTUNITY_FIELDS, row),
    }));
  },

  async lock(transaction, tenant, ids) {
    const rows = await transaction
      .select({ id: opportunities.id })
      .from(opportunities)
      .where(ofIds(tenant, ids))
      .orderBy(asc(opportunities.id))
      .for('no key update');
    return rows.map(({ id }) => id);
  },

  async write(transaction, tenant, id, patch) {
    const checked = checkPatch(OPPORTUNITY_FIELDS, patch);
    if (checked.kind === 'refused') return checked;
    const [known] = await transaction
      .select()
      .from(opportunities)
      .where(ofIds(tenant, [id]))
      .for('no key update');
    if (known === undefined) return refusedAbsent(Object.keys(patch));
    if (lacksCurrency({ ...known, ...checked.columns })) return refusedCurrency();
    await transaction
      .update(opportunities)
      .set(checked.columns)
      .where(ofIds(tenant, [id]));
    return { kind: 'written', stored: asFields(checked.columns) };
  },

  async create(transaction, asker, id, fields) {
    const { tenant } = asker;
    const checked = checkNew(OPPORTUNITY_FIELDS, fields);
    if (checked.kind === 'refused') return checked;
    const { columns } = checked;
    if (lacksCurrency(columns)) return refusedCurrency();
    const customer = String(columns.customer) as CustomerId;
    if (!(await isCustomerSeen(transaction, asker, customer))) return refusedCustomer();
    const made = await transaction
      .insert(opportunities)
      .values({ ...columns, tenant, id, customer, name: String(columns.name) })
      .onConflictDoNothing()
      .returning({ id: opportunities.id });
    if (made.length === 1) return { kind: 'created' };
    // Either this very record, or another one of the same deal.
    return (await isThere(transaction, tenant, id)) ? { kind: 'exists' } : refusedTwin('deal', 'CRM deal');
  },
};

const isThere = async (transaction: TenantTransaction, tenant: string, id: string): Promise<boolean> => {
  const rows = await transaction
    .select({ id: opportunities.id })
    .from(opportunities)
    .where(ofIds(tenant, [id]));
  return rows.length > 0;
};
