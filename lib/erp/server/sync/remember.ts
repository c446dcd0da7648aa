import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Base, Conflict } from '../../api/sync/link.ts';
import type { TenantTransaction } from '../database/database.ts';
import { conflicts } from '../database/schema/conflicts.ts';
import type { StoredPair } from '../database/schema/links.ts';
import type { NewEntry } from './ledger/append.ts';
import type { LinkRow } from './syncLink.ts';

/** The base after some of its pairs were settled, each with the mapping version that did it. */
export const withBase = (
  row: LinkRow,
  settled: Base,
  mapping: number,
): Readonly<Record<string, StoredPair>> => ({
  ...row.base,
  ...Object.fromEntries(Object.entries(settled).map(([rule, pair]) => [rule, { ...pair, mapping }])),
});

/** Puts questions beside a link and takes answered ones away. @returns what the ledger has to say of it. */
export const rememberQuestions = async (
  transaction: TenantTransaction,
  { tenant, id: link }: LinkRow,
  { open, close, run }: { open: readonly Conflict[]; close: readonly string[]; run: string | null },
): Promise<NewEntry[]> => {
  const entries: NewEntry[] = [];
  if (close.length > 0) {
    const closed = await transaction
      .delete(conflicts)
      .where(and(eq(conflicts.tenant, tenant), eq(conflicts.link, link), inArray(conflicts.key, [...close])))
      .returning({ key: conflicts.key });
    entries.push(...closed.map(({ key }) => ({ run, link, content: { kind: 'answered' as const, key } })));
  }
  for (const conflict of open) {
    const kept = await withEarlierValues(transaction, tenant, link, conflict);
    const { key } = kept;
    await transaction
      .insert(conflicts)
      .values({ tenant, link, key, conflict: kept, run, openedAt: sql`clock_timestamp()` })
      .onConflictDoUpdate({
        target: [conflicts.tenant, conflicts.link, conflicts.key],
        set: { conflict: kept, run },
      });
    entries.push({ run, link, content: { kind: 'asked', conflict: kept } });
  }
  return entries;
};

/** Values that were overwritten before and that nobody has looked at yet stay in the question. */
const withEarlierValues = async (
  transaction: TenantTransaction,
  tenant: string,
  link: string,
  conflict: Conflict,
): Promise<Conflict> => {
  if (conflict.kind !== 'overwritten') return conflict;
  const [known] = await transaction
    .select({ conflict: conflicts.conflict })
    .from(conflicts)
    .where(and(eq(conflicts.tenant, tenant), eq(conflicts.link, link), eq(conflicts.key, conflict.key)));
  if (known?.conflict.kind !== 'overwritten') return conflict;
  return { ...conflict, values: [...known.conflict.values, ...conflict.values] };
};
