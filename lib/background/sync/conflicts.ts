import type { RecordPage } from '../../crm/port.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import type { ConflictView } from '../../erp/api/sync/conflicts.ts';
import { FailureError } from '../../failure.ts';
import type { ConflictName, ConflictPage, ConflictProtocol } from '../../messaging/conflictMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Decisions } from '../tickets.ts';
import type { SyncPeople } from './people.ts';

type Choices = ConflictProtocol['conflicts.propose']['request'];

/** Pages of one list that are looked through for questions. */
const MOST_PAGES = 20;

/** The questions that wait: of the record that a CRM page shows, or all. */
export const listConflicts = async (
  {
    erp,
    people,
  }: { readonly erp: Pick<ErpSession, 'use'>; readonly people: Pick<SyncPeople, 'shownConflicts'> },
  page: RecordPage | null,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ConflictPage> => {
  const record = page === null ? null : recordKey(page.record);
  const answer = await erp.use((client) => client.people.conflicts({ record, cursor }, signal));
  return {
    conflicts: await people.shownConflicts(answer.conflicts, signal),
    total: answer.total,
    next: answer.nextCursor,
  };
};

/** The questions as they are asked now; rejects with `erp.conflict` where one is not asked any more, or has no such answer. */
export const readConflicts = async (
  erp: Pick<ErpSession, 'use' | 'may'>,
  { page, decisions }: Choices,
): Promise<Decisions['decisions']> => {
  if (!(await erp.may('resolveConflicts', signalOfNobody())))
    throw new FailureError({ code: 'erp.forbidden' });
  const record = page === null ? null : recordKey(page.record);
  const wanted = new Set(decisions.map(nameOf));
  const found = new Map<string, ConflictView>();
  const readPage = (cursor: string | null) =>
    erp.use((client) => client.people.conflicts({ record, cursor }, signalOfNobody()));
  let answer = await readPage(null);
  for (let read = 1; ; read++) {
    for (const each of answer.conflicts) if (wanted.has(nameOf(each))) found.set(nameOf(each), each);
    if (found.size === wanted.size || answer.nextCursor === null || read === MOST_PAGES) break;
    answer = await readPage(answer.nextCursor);
  }
  return decisions.map((decision) => {
    const question = found.get(nameOf(decision));
    if (!question?.choices.includes(decision.choice))
      throw new FailureError({ code: 'erp.conflict', status: 409 });
    return { question, choice: decision.choice };
  });
};

const nameOf = ({ link, key }: ConflictName): string => `${link} ${key}`;

const signalOfNobody = (): AbortSignal => new AbortController().signal;
