import { and, eq, type SQL, sql } from 'drizzle-orm';
import { visible } from '../../sources/embedded/customers.ts';
import { customers } from '../database/schema/customers.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';

/** A customer id that the actor may see. Scope `all` also sees what has lost its customer; the others cannot know whose it was. */
export const visibleCustomer = (actor: Actor, customer: SQL): SQL | undefined =>
  actor.visibleTo.scope === 'all'
    ? undefined
    : sql`exists (select 1 from ${customers} where ${visible(actor.tenant, actor.visibleTo)} and ${customers.id} = ${customer})`;

/** The actor's own links: tenant and scope, part of every query so that nobody can forget it later. */
export const visibleLinks = (actor: Actor): SQL | undefined =>
  and(eq(links.tenant, actor.tenant), visibleCustomer(actor, sql`${links.customer}`));
