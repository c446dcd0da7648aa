import { and, eq, inArray, sql } from 'drizzle-orm';
import { keysOfCustomer, keysOfQuery } from '../../../../matching/keys.ts';
import { suggest } from '../../../../matching/suggest.ts';
import { type MatchQuery, matchQuery } from '../../../api/match.ts';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { Candidate, Look, TwinPair } from '../../../api/sync/create.ts';
import { findCandidates } from '../../../sources/embedded/candidates.ts';
import { customerColumns, visible } from '../../../sources/embedded/customers.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { contacts } from '../../database/schema/contacts.ts';
import { customers } from '../../database/schema/customers.ts';
import { neverLinks } from '../../database/schema/neverLinks.ts';
import { opportunities } from '../../database/schema/opportunities.ts';
import type { Actor } from '../actor.ts';
import { linkedAmong } from './ends.ts';

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** There are some that this caller may not know of. */
  readonly hidden: boolean;
}

const NOBODY: Candidates = { candidates: [], hidden: false };

/** ERP records that may be the same thing in the world as a CRM record. A name alone is never certain. */
export const candidatesOf = async (
  transaction: TenantTransaction,
  actor: Actor,
  pair: TwinPair,
  row: Look,
): Promise<Candidates> => {
  if (row.of.side !== 'crm') return NOBODY;
  switch (pair.erpObject) {
    case 'customer':
      return customersLike(transaction, actor, pair, row);
    case 'contact':
      return contactsLike(transaction, actor, pair, row);
    case 'opportunity':
      return opportunitiesOf(transaction, actor, pair, row);
    case 'quote':
    case 'order':
      return NOBODY;
  }
};

const textOf = ({ identity }: Look, field: string): string | undefined => {
  const stored = identity[field];
  return stored?.kind === 'value' ? String(stored.value) : undefined;
};

const isCertain = (key: string): boolean => /^(key|email|domain):/.test(key);

const customersLike = async (
  transaction: TenantTransaction,
  actor: Actor,
  pair: TwinPair,
  row: Look,
): Promise<Candidates> => {
  const parsed = matchQuery.safeParse({
    name: textOf(row, 'name'),
    domain: textOf(row, 'website'),
    email: textOf(row, 'email'),
    phone: textOf(row, 'phone'),
    city: textOf(row, 'city'),
    country: textOf(row, 'country'),
    customKey: textOf(row, 'id'),
  });
  // What cannot be a company's data recognises nobody.
  const query: MatchQuery = parsed.success ? parsed.data : { name: textOf(row, 'name')?.slice(0, 255) };
  const never = await neverOf(transaction, actor.tenant, row);
  const all = await findCandidates(transaction, actor.tenant, query, { scope: 'all' });
  const possible = all.filter(({ id }) => !never.has(id));
  const keys = new Set(keysOfQuery(query).filter(isCertain));
  const certain = new Set(
    possible.filter((each) => keysOfCustomer(each).some((key) => keys.has(key))).map(({ id }) => id),
  );
  const alike = suggest(query, possible)
    .filter(({ band }) => band !== 'possible')
    .map(({ customer }) => customer.id);
  const ids = [...new Set([...certain, ...alike])].sort();
  if (ids.length === 0) return NOBODY;
  const seen = await transaction
    .select({ id: customerColumns.id })
    .from(customers)
    .where(and(visible(actor.tenant, actor.visibleTo), inArray(customers.id, ids)));
  const shown = new Set(seen.map(({ id }) => id));
  return named(transaction, actor.tenant, pair, {
    ids: ids.filter((id) => shown.has(id)),
    certain,
    hidden: shown.size < ids.length,
  });
};

/** The same e-mail address at the same customer is the same person; the same name may be. */
const contactsLike = async (
  transaction: TenantTransaction,
  actor: Actor,
  pair: TwinPair,
  row: Look,
): Promise<Candidates> => {
  const [customer, email, called] = ['customer', 'email', 'name'].map((field) => textOf(row, field));
  if (customer === undefined) return NOBODY;
  const found = await transaction
    .select({ id: contacts.id, email: contacts.email, name: contacts.name })
    .from(contacts)
    .innerJoin(customers, and(visible(actor.tenant, actor.visibleTo), eq(customers.id, contacts.customer)))
    .where(
      and(
        eq(contacts.tenant, actor.tenant),
        sql`${contacts.customer} = ${customer}`,
        sql`(lower(${contacts.email}) = lower(${email ?? ''}) or lower(${contacts.name}) = lower(${called ?? ''}))`,
      ),
    );
  const certain = found.filter(
    (each) => email !== undefined && each.email?.toLowerCase() === email.toLowerCase(),
  );
  return named(transaction, actor.tenant, pair, {
    ids: found.map(({ id }) => id).sort(),
    certain: new Set(certain.map(({ id }) => id)),
    hidden: false,
  });
};

/** One that names this very deal, made by an order or by accounting. */
const opportunitiesOf = async (
  transaction: TenantTransaction,
  actor: Actor,
  pair: TwinPair,
  { of }: Look,
): Promise<Candidates> => {
  const [found] = await transaction
    .select({ id: opportunities.id, customer: opportunities.customer })
    .from(opportunities)
    .where(and(eq(opportunities.tenant, actor.tenant), eq(opportunities.deal, of.id)));
  if (found === undefined) return NOBODY;
  const seen = await transaction
    .select({ id: customers.id })
    .from(customers)
    .where(and(visible(actor.tenant, actor.visibleTo), eq(customers.id, found.customer)));
  return named(transaction, actor.tenant, pair, {
    ids: seen.length === 0 ? [] : [found.id],
    certain: new Set([found.id]),
    hidden: seen.length === 0,
  });
};

const named = async (
  transaction: TenantTransaction,
  tenant: string,
  pair: TwinPair,
  { ids, certain, hidden }: { ids: readonly string[]; certain: ReadonlySet<string>; hidden: boolean },
): Promise<Candidates> => {
  const all = ids.map((id) => `${pair.erpObject}/${id}`);
  const linked = all.length === 0 ? new Set<string>() : await linkedAmong(transaction, tenant, pair, all);
  const candidates = ids.map((id) => ({
    id: `${pair.erpObject}/${id}`,
    certain: certain.has(id),
    linked: linked.has(`${pair.erpObject}/${id}`),
  }));
  return { candidates, hidden };
};

const neverOf = async (
  transaction: TenantTransaction,
  tenant: string,
  { of }: Look,
): Promise<ReadonlySet<string>> => {
  const record = recordOfKey(of.id);
  if (record === null) return new Set();
  const rows = await transaction
    .select({ customer: neverLinks.customer })
    .from(neverLinks)
    .where(
      and(
        eq(neverLinks.tenant, tenant),
        eq(neverLinks.system, record.system),
        eq(neverLinks.org, record.org),
        eq(neverLinks.object, record.object),
        eq(neverLinks.record, record.id),
      ),
    );
  return new Set(rows.map(({ customer }) => customer));
};
