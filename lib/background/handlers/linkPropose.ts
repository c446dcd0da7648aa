import { browser } from 'wxt/browser';
import type { RecordRef } from '../../erp/api/record.ts';
import { FailureError } from '../../failure.ts';
import type { Handler } from '../../messaging/serve.ts';
import { companyOf } from '../companyOf.ts';
import type { CrmSessions } from '../crmSessions.ts';
import type { Services } from '../services.ts';

/**
 * Prepares a link and writes nothing. What the person will be shown is read here, from the ERP API and the CRM: the page
 * only names a record and a customer.
 */
export const linkPropose =
  ({ erp, crm, tickets }: Pick<Services, 'erp' | 'crm' | 'tickets'>): Handler<'link.propose'> =>
  async ({ page, customer }, { tabId }) => {
    const { signal } = new AbortController();
    const company = await companyOf(page, crm, signal);
    if (company === null) throw new FailureError({ code: 'erp.invalid' });
    if (!(await erp.may('link', signal))) throw new FailureError({ code: 'erp.forbidden' });
    const [known, companyName] = await Promise.all([
      erp.use((client) => client.customer(customer, signal)),
      nameOf(company, crm, signal),
    ]);
    const ticket = await tickets.issue({
      tabId,
      page: page.record,
      company,
      host: page.host,
      companyName,
      customer: { id: known.id, name: known.name },
      erp: known.source.label,
    });
    // The worker's getURL gives the address of this session (`use_dynamic_url`): the page cannot know it beforehand.
    return { ticket, frameUrl: `${browser.runtime.getURL('/confirm.html')}#ticket=${ticket}` };
  };

// The name only helps to recognise the record; a CRM that is not connected or does not answer must not stop the link.
const nameOf = async (
  company: RecordRef,
  crm: Pick<CrmSessions, 'reader'>,
  signal: AbortSignal,
): Promise<string | null> => {
  try {
    return (await (await crm.reader(company)).identify(company, signal)).name;
  } catch (error) {
    if (error instanceof FailureError) return null;
    throw error;
  }
};
