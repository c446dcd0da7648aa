import type { RecordRef } from '../../erp/api/record.ts';
import type { AskedDeal } from '../../erp/client/recordView.ts';
import { FailureError } from '../../failure.ts';
import type { LinkChange } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import { chosenCompany, contextOf } from '../contextOf.ts';
import type { CrmSessions } from '../crmSessions.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Services } from '../services.ts';
import { proposal, type TicketWrite } from '../tickets.ts';

/**
 * Prepares a link, its end, or a pair that is never to be linked, and writes nothing. What the person will be shown is read here, from the ERP API and the CRM: the page
 * only names a record and a customer.
 */
export const linkPropose =
  ({ erp, crm, tickets }: Pick<Services, 'erp' | 'crm' | 'tickets'>): Handler<'link.propose'> =>
  async ({ page, customer, change, company: chosen }, proposer) => {
    const { signal } = new AbortController();
    const context = await contextOf(page, crm, signal);
    const company = chosenCompany(context, chosen)?.record ?? null;
    if (company === null) throw new FailureError({ code: 'crm.noCompany' });
    const isOfDeal = change === 'linkDeal' || change === 'unlinkDeal';
    if (isOfDeal && context.deal === null) throw new FailureError({ code: 'message.refused' });
    const deal = isOfDeal && context.deal !== null ? { opportunity: page.record, ...context.deal } : null;
    if (!(await erp.may('link', signal))) throw new FailureError({ code: 'erp.forbidden' });
    const [write, known, recordName] = await Promise.all([
      writeOf(change, { company, deal }, customer, erp, signal),
      erp.use((client) => client.customer(customer, signal)),
      deal === null ? nameOf(company, crm, signal) : deal.name,
    ]);
    return proposal(
      await tickets.issue(
        {
          kind: 'link',
          write,
          page: page.record,
          company,
          host: page.host,
          recordName,
          customer: { id: known.id, name: known.name },
          erp: known.source.label,
        },
        proposer,
      ),
    );
  };

/** What would be written: for what undoes something, which very thing, as the ERP API has it now. */
const writeOf = async (
  change: LinkChange,
  { company, deal }: { readonly company: RecordRef; readonly deal: AskedDeal | null },
  customer: string,
  erp: Pick<ErpSession, 'use'>,
  signal: AbortSignal,
): Promise<TicketWrite> => {
  if (change === 'link' || change === 'neverLink') return { change };
  const answer = await erp.use((client) => client.recordView(company, null, signal, deal));
  if (answer.unchanged) throw new FailureError({ code: 'erp.badAnswer', status: 304 });
  const { links, neverLinks, dealLinks } = answer.value;
  const link = links.find((each) => each.customer === customer);
  const never = neverLinks.find((each) => each.customer === customer);
  // Whose deal it is, is asked of its company's customers alone.
  if (change === 'linkDeal' && link !== undefined) return { change };
  const ofDeal = dealLinks.find((each) => each.customer === customer && !each.twin);
  if (change === 'unlinkDeal' && ofDeal !== undefined) return { change, link: ofDeal.id, rev: ofDeal.rev };
  if (change === 'unlink' && link !== undefined) return { change, link: link.id, rev: link.rev };
  if (change === 'allowLink' && never !== undefined) return { change, never: never.id };
  throw new FailureError({ code: 'erp.conflict', status: 404 });
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
