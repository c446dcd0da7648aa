import { and, asc, desc, eq, gt } from 'drizzle-orm';
import type { TenantTransaction } from '../../database/database.ts';
import { ledger, ledgerHeads } from '../../database/schema/ledger.ts';
import { entryHash, GENESIS } from './entryHash.ts';

export interface ChainReport {
  readonly writer: string;
  readonly entries: number;
  /** First entry that does not follow from the one before; null = the chain holds. */
  readonly brokenAt: number | null;
}

const PAGE = 1000;

/** Reads every chain of a tenant from its first entry: each follows the one before, none is missing, and the last is the one that was told. */
export const verifyLedger = async (
  transaction: TenantTransaction,
  tenant: string,
): Promise<readonly ChainReport[]> => {
  const heads = await transaction
    .select()
    .from(ledgerHeads)
    .where(eq(ledgerHeads.tenant, tenant))
    .orderBy(asc(ledgerHeads.writer));
  const reports: ChainReport[] = [];
  for (const head of heads) reports.push(await verifyChain(transaction, head));
  return reports;
};

const TAIL = 500;

/** The newest entries of one writer alone: cheap enough for every run. @returns the first that does not follow; null = they hold. */
export const verifyTail = async (
  transaction: TenantTransaction,
  { tenant, user: writer }: { readonly tenant: string; readonly user: string },
): Promise<number | null> => {
  const [head] = await transaction
    .select()
    .from(ledgerHeads)
    .where(and(eq(ledgerHeads.tenant, tenant), eq(ledgerHeads.writer, writer)));
  if (head === undefined) return null;
  const rows = await transaction
    .select()
    .from(ledger)
    .where(and(eq(ledger.tenant, tenant), eq(ledger.writer, writer)))
    .orderBy(desc(ledger.seq))
    .limit(TAIL);
  let { seq, hash } = head;
  for (const row of rows) {
    if (row.seq !== seq || row.hash !== hash || entryHash(row) !== row.hash) return seq;
    seq -= 1;
    hash = row.previous;
  }
  const isWhole = rows.length === TAIL || seq === 0;
  return isWhole ? null : seq;
};

const verifyChain = async (
  transaction: TenantTransaction,
  { tenant, writer, ...head }: typeof ledgerHeads.$inferSelect,
): Promise<ChainReport> => {
  let seq = 0;
  let hash = GENESIS;
  for (;;) {
    const rows = await transaction
      .select()
      .from(ledger)
      .where(and(eq(ledger.tenant, tenant), eq(ledger.writer, writer), gt(ledger.seq, seq)))
      .orderBy(asc(ledger.seq))
      .limit(PAGE);
    for (const row of rows) {
      if (row.seq !== seq + 1 || row.previous !== hash || entryHash(row) !== row.hash) {
        return { writer, entries: seq, brokenAt: seq + 1 };
      }
      seq = row.seq;
      hash = row.hash;
    }
    if (rows.length < PAGE) break;
  }
  const isWhole = seq === head.seq && hash === head.hash;
  return { writer, entries: seq, brokenAt: isWhole ? null : seq + 1 };
};
