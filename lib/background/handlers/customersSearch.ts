import { CRM_PAGES } from '../../crm/pages.ts';
import type { Link } from '../../erp/api/link.ts';
import type { FoundCustomer } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

/** What fits a popup; whoever needs more types more. */
const LIMIT = 20;

export const customersSearch =
  ({ erp, cancellations }: Pick<Services, 'erp' | 'cancellations'>): Handler<'customers.search'> =>
  ({ query, requestId }, sender) =>
    cancellations.run(sender, requestId, async (signal) => {
      const { customers } = await erp.use((client) => client.customers(query, LIMIT, signal));
      return customers.map((customer) => ({ customer, pages: customer.links.flatMap(pageOf) }));
    });

const pageOf = ({ record, host }: Link): FoundCustomer['pages'] => {
  const pages = CRM_PAGES.find(({ system }) => system === record.system);
  return pages === undefined ? [] : [{ system: record.system, url: pages.urlOf(record, host) }];
};
