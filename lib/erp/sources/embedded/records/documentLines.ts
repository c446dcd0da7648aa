import { and, asc, eq, inArray } from 'drizzle-orm';
import type { TenantTransaction } from '../../../server/database/database.ts';
import type { orderLines } from '../../../server/database/schema/orders.ts';
import type { quoteLines } from '../../../server/database/schema/quotes.ts';

type LineTable = typeof orderLines | typeof quoteLines;

/** Lines of some documents. @returns those of each. */
export const linesOf = async <T extends LineTable>(
  transaction: TenantTransaction,
  table: T,
  tenant: string,
  documents: readonly string[],
): Promise<(document: string) => readonly T['$inferSelect'][]> => {
  const of = table as LineTable;
  const rows = (await transaction
    .select()
    .from(of)
    .where(and(eq(of.tenant, tenant), inArray(of.document, [...documents])))
    .orderBy(asc(of.document), asc(of.position))) as T['$inferSelect'][];
  const byDocument = Map.groupBy(rows, ({ document }) => document);
  return (document) => byDocument.get(document) ?? [];
};
