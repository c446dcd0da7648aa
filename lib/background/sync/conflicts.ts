import type { RecordPage } from '../../crm/port.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import type { ConflictView } from '../../erp/api/sync/conflicts.ts';
import { FailureError } from '../../failure.ts';
import type { ConflictPage, ConflictProtocol } from '../../messaging/conflictMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import { conflictItem } from './conflictItem.ts';

type Choice = ConflictProtocol['conflicts.propose']['request'];

/** Pages of one list that are looked through for one question. */
const MOST_PAGES = 20;

/** The questions that wait: of the record that a CRM page shows, or all. */
export const listConflicts = async (
  erp: Pick<ErpSession, 'use'>,
  page: RecordPage | null,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ConflictPage> => {
  const record = page === null ? null : recordKey(page.record);
  const answer = await erp.use((client) => client.people.conflicts({ record, cursor }, signal));
  return {
    conflicts: answer.conflicts.map(conflictItem),
    total: answer.total,
    next: answer.nextCursor,
  };
};

/** The question as it is asked now; rejects with `erp.conflict` where it is not asked any more, or has no such answer. */
export const readConflict = async (
  erp: Pick<ErpSession, 'use' | 'may'>,
  { page, link, key, choice }: Choice,
): Promise<ConflictView> => {
  if (!(await erp.may('resolveConflicts', signalOfNobody())))
    throw new FailureError({ code: 'erp.forbidden' });
  const record = page === null ? null : recordKey(page.record);
  const readPage = (cursor: string | null) =>
    erp.use((client) => client.people.conflicts({ record, cursor }, signalOfNobody()));
  let answer = await readPage(null);
  for (let read = 1; ; read++) {
    const found = answer.conflicts.find((each) => each.link === link && each.key === key);
    if (found?.choices.includes(choice)) return found;
    if (found !== undefined || answer.nextCursor === null || read === MOST_PAGES) break;
    answer = await readPage(answer.nextCursor);
  }
  throw new FailureError({ code: 'erp.conflict', status: 409 });
};

const signalOfNobody = (): AbortSignal => new AbortController().signal;
