import type { NamedCompany, RecordContext, RecordPage } from '../crm/port.ts';
import { FailureError } from '../failure.ts';
import type { CrmSessions } from './crmSessions.ts';

/**
 * The companies that a record page is about, the main one first: an account is its own and costs no call; a contact's, deal's or
 * quote's are as its CRM tells. A lead has none yet.
 */
export const contextOf = async (
  { record, kind }: RecordPage,
  crm: Pick<CrmSessions, 'reader'>,
  signal: AbortSignal,
): Promise<RecordContext> => {
  if (kind === 'account') return { companies: [{ record, name: null }], deal: null };
  if (kind === 'lead') return { companies: [], deal: null };
  return (await crm.reader(record)).contextOf(record, signal);
};

/** The one that a person chose, by its id, else the main one; null where the record has none. A company that is not the record's is refused. */
export const chosenCompany = (
  { companies }: RecordContext,
  chosen: string | undefined,
): NamedCompany | null => {
  if (chosen === undefined) return companies[0] ?? null;
  const found = companies.find(({ record }) => record.id === chosen);
  if (found === undefined) throw new FailureError({ code: 'message.refused' });
  return found;
};
