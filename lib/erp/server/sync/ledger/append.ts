import { and, eq } from 'drizzle-orm';
import type { TenantTransaction } from '../../database/database.ts';
import { ledger, ledgerHeads } from '../../database/schema/ledger.ts';
import type { Actor } from '../actor.ts';
import { databaseTime } from '../clock.ts';
import type { LedgerContent } from './content.ts';
import { entryHash, GENESIS } from './entryHash.ts';

export interface NewEntry {
  readonly run: string | null;
  readonly link: string | null;
  readonly content: LedgerContent;
}

/**
 * Adds entries to the chain of who writes them. Call it last in a transaction: it holds the chain's end until the commit, so
 * that browsers of one user wait for each other there, and nobody waits for anybody else's.
 */
export const appendLedger = async (
  transaction: TenantTransaction,
  { tenant, user: writer }: Pick<Actor, 'tenant' | 'user'>,
  entries: readonly NewEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  await transaction
    .insert(ledgerHeads)
    .values({ tenant, writer, seq: 0, hash: GENESIS })
    .onConflictDoNothing();
  const own = and(eq(ledgerHeads.tenant, tenant), eq(ledgerHeads.writer, writer));
  const [head] = await transaction.select().from(ledgerHeads).where(own).for('update');
  if (head === undefined) throw new Error('A chain of the ledger has no end.');
  const at = await databaseTime(transaction);
  let { seq, hash } = head;
  const rows = entries.map((entry) => {
    seq += 1;
    const row = { tenant, writer, seq, at, ...entry, previous: hash };
    hash = entryHash(row);
    return { ...row, hash };
  });
  for (let from = 0; from < rows.length; from += CHUNK) {
    await transaction.insert(ledger).values(rows.slice(from, from + CHUNK));
  }
  await transaction.update(ledgerHeads).set({ seq, hash }).where(own);
};

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const CHUNK = 5000;
