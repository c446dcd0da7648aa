import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Base, Conflict } from '../../api/sync/link.ts';
import type { CrmChanges } from '../../api/sync/prepare.ts';
import type { TenantTransaction } from '../database/database.ts';
import { conflicts } from '../database/schema/conflicts.ts';
import type { StoredPair } from '../database/schema/links.ts';
import { erpChangedBy } from './conflicts/erpChangedBy.ts';
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

interface Questions {
  readonly open: readonly Conflict[];
  readonly close: readonly string[];
  readonly run: string | null;
  /** Version of the field mapping that asks. */
  readonly mapping?: number | null | undefined;
  readonly crmChanged?: CrmChanges | undefined;
}

/** Puts questions beside a link and takes answered ones away. @returns what the ledger has to say of it. */
export const rememberQuestions = async (
  transaction: TenantTransaction,
  row: LinkRow,
  { open, close, run, mapping = null, crmChanged }: Questions,
): Promise<NewEntry[]> => {
  const { tenant, id: link } = row;
  const entries: NewEntry[] = [];
  if (close.length > 0) {
    const closed = await transaction
      .delete(conflicts)
      .where(and(eq(conflicts.tenant, tenant), eq(conflicts.link, link), inArray(conflicts.key, [...close])))
      .returning({ key: conflicts.key });
    entries.push(...closed.map(({ key }) => ({ run, link, content: { kind: 'answered' as const, key } })));
  }
  const erpChanged = open.length === 0 ? null : await erpChangedBy(transaction, row);
  for (const conflict of open) {
    const kept = await withEarlierValues(transaction, tenant, link, conflict);
    const { key } = kept;
    const asked = { conflict: kept, run, mapping, crmChanged: crmChanged?.[key] ?? null, erpChanged };
    await transaction
      .insert(conflicts)
      .values({ tenant, link, key, ...asked, openedAt: sql`clock_timestamp()` })
      .onConflictDoUpdate({
        target: [conflicts.tenant, conflicts.link, conflicts.key],
        // Asked anew: whatever was decided was about other values.
        set: { ...asked, proposed: null, decided: null },
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
