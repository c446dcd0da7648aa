import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Candidate } from '../../../../matching/identity.ts';
import { keysOfCustomer, keysOfQuery } from '../../../../matching/keys.ts';
import { suggest } from '../../../../matching/suggest.ts';
import { type MatchQuery, matchQuery } from '../../../api/match.ts';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { Look, Candidate as TwinCandidate, TwinPair } from '../../../api/sync/create.ts';
import { findCandidates } from '../../../sources/embedded/candidates.ts';
import { customerColumns, visible } from '../../../sources/embedded/customers.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { contacts } from '../../database/schema/contacts.ts';
import { customers } from '../../database/schema/customers.ts';
import { neverLinks } from '../../database/schema/neverLinks.ts';
import { opportunities } from '../../database/schema/opportunities.ts';
import type { Actor } from '../actor.ts';
import { linkedAmong, linksOf } from './ends.ts';

export interface Candidates {
  readonly candidates: readonly TwinCandidate[];
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
  if (row.of.side === 'erp') return resembling(transaction, actor, pair, row);
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
  const never = await neverOf(transaction, actor.tenant, row.of.id);
  const all = await findCandidates(transaction, actor.tenant, query, { scope: 'all' });
  const possible = all.filter(({ id }) => !never.has(id));
  const { ids, certain } = likeTo(query, possible);
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

/** Those that share what only one company has, and those that look so much alike that a person has to say. */
const likeTo = (query: MatchQuery, possible: readonly Candidate[]) => {
  const keys = new Set(keysOfQuery(query).filter(isCertain));
  const certain = new Set(
    possible.filter((each) => keysOfCustomer(each).some((key) => keys.has(key))).map(({ id }) => id),
  );
  const alike = suggest(query, possible)
    .filter(({ band }) => band !== 'possible')
    .map(({ customer }) => customer.id);
  return { ids: [...new Set([...certain, ...alike])].sort(), certain };
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

/** Of the records that the browser has found in the CRM those that are like enough: never certain, for a person is to say. */
const resembling = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  pair: TwinPair,
  { of, found = [] }: Look,
): Promise<Candidates> => {
  const id = of.id.slice(of.id.indexOf('/') + 1);
  const isLike = found.length === 0 ? null : await likenessTo(transaction, tenant, pair, id);
  if (isLike === null) return NOBODY;
  const like: string[] = [];
  for (const each of found) {
    if (!isLike(each.known)) continue;
    const never = await neverOf(transaction, tenant, each.id);
    if (!never.has(id)) like.push(each.id);
  }
  const candidates: TwinCandidate[] = [];
  for (const record of like.sort()) {
    const [link] = await linksOf(transaction, tenant, pair, { side: 'crm', id: record });
    candidates.push({ id: record, certain: false, linked: link !== undefined });
  }
  return { candidates, hidden: false };
};

type Known = NonNullable<Look['found']>[number]['known'];

/** null = it is of a kind of which nobody looks for a second one. */
const likenessTo = async (
  transaction: TenantTransaction,
  tenant: string,
  { erpObject }: TwinPair,
  id: string,
): Promise<((known: Known) => boolean) | null> => {
  switch (erpObject) {
    case 'customer': {
      const [customer] = await transaction
        .select(customerColumns)
        .from(customers)
        .where(and(eq(customers.tenant, tenant), sql`${customers.id} = ${id}`));
      return customer === undefined ? null : (known) => likeTo(known, [customer]).ids.length > 0;
    }
    case 'contact': {
      const [contact] = await transaction
        .select({ email: contacts.email })
        .from(contacts)
        .where(and(eq(contacts.tenant, tenant), sql`${contacts.id} = ${id}`));
      const email = contact?.email?.toLowerCase();
      return email === undefined ? null : (known) => known.email?.toLowerCase() === email;
    }
    case 'opportunity':
    case 'quote':
    case 'order':
      return null;
  }
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
  crm: string,
): Promise<ReadonlySet<string>> => {
  const record = recordOfKey(crm);
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
