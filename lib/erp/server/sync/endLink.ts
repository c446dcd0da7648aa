import { and, eq, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';
import { endedLinks } from '../database/schema/endedLinks.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import type { NewEntry } from './ledger/append.ts';
import { crmIdOf, erpIdOf, type LinkRow } from './syncLink.ts';

/** Takes a link that has no intent out of use and keeps what it knew. `run` null = a person parted it. @returns what the ledger says of it. */
export const endLink = async (
  transaction: TenantTransaction,
  { tenant, user }: Pick<Actor, 'tenant' | 'user'>,
  row: LinkRow,
  run: string | null,
): Promise<NewEntry> => {
  await transaction.insert(endedLinks).values({
    id: row.id,
    tenant,
    rev: row.rev + 1,
    link: row,
    endedBy: user,
    run,
    endedAt: sql`clock_timestamp()`,
  });
  const gone = await transaction
    .delete(links)
    .where(and(eq(links.tenant, tenant), eq(links.id, row.id)))
    .returning({ id: links.id });
  if (gone.length !== 1) throw new Error('A link with an intent was to be ended.');
  return { run, link: row.id, content: { kind: 'parted', crm: crmIdOf(row), erp: erpIdOf(row) } };
};
