import type { RecordPage } from '../crm/port.ts';
import type { RecordRef } from '../erp/api/record.ts';
import type { CrmSessions } from './crmSessions.ts';

/**
 * The company that a record page is about: an account itself; a contact's, deal's or quote's company as its CRM tells; null
 * where there is none. A lead has no company yet. Of several companies the first counts, which is the primary one where the
 * CRM knows such a thing.
 */
export const companyOf = async (
  { record, kind }: RecordPage,
  crm: Pick<CrmSessions, 'reader'>,
  signal: AbortSignal,
): Promise<RecordRef | null> => {
  if (kind === 'account') return record;
  if (kind === 'lead') return null;
  const reader = await crm.reader(record);
  return (await reader.companiesOf(record, signal))[0] ?? null;
};
