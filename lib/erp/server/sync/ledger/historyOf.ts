import { and, desc, eq } from 'drizzle-orm';
import type { RecordHistoryLine } from '../../../api/sync/recordStatus.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { ledger } from '../../database/schema/ledger.ts';
import type { LedgerContent } from './content.ts';

const LINES = 50;

/** The newest entries about a link, newest first. */
export const historyOf = async (
  transaction: TenantTransaction,
  tenant: string,
  link: string,
): Promise<RecordHistoryLine[]> => {
  const rows = await transaction
    .select()
    .from(ledger)
    .where(and(eq(ledger.tenant, tenant), eq(ledger.link, link)))
    .orderBy(desc(ledger.at), desc(ledger.seq))
    .limit(LINES);
  return rows.map(({ at, writer, run, content }) => ({
    at: at.toISOString(),
    by: writer,
    run,
    kind: content.kind,
    ...NOTHING,
    ...lineOf(content),
  }));
};

type Line = Pick<RecordHistoryLine, 'side' | 'field' | 'before' | 'after' | 'detail'>;
const NOTHING: Line = { side: null, field: null, before: null, after: null, detail: null };

const lineOf = (content: LedgerContent): Partial<Line> => {
  switch (content.kind) {
    case 'intended': {
      const { side, field, before, after } = content;
      return { side, field, before, after };
    }
    case 'outcome':
      return { side: content.side, field: content.rule, after: content.stored, detail: content.outcome };
    case 'loser':
      return { side: content.side, field: content.rule, before: content.value, detail: content.reason };
    case 'asked':
      return { detail: content.conflict.key };
    case 'answered':
      return { detail: content.key };
    case 'proposed':
    case 'decided':
      return { side: content.decision === 'seen' ? null : content.decision, detail: content.key };
    case 'archived':
      return { detail: content.record };
    case 'linked':
    case 'parted':
      return { detail: content.erp };
    case 'repointed':
      return { detail: content.to };
    case 'ordered':
      return { detail: content.order };
    case 'setting':
      return { detail: content.name };
    case 'approved':
    case 'paused':
    case 'resumed':
      return {};
  }
};
