import { customerId } from '../../lib/erp/api/primitives.ts';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import type { FoundCustomer } from '../../lib/messaging/protocol.ts';

/** An invented search result; its page n is `https://<crm>.example/<id>/<n>`. */
export const foundCustomer = (
  id: string,
  name: string,
  city: string | null,
  systems: readonly CrmSystem[],
): FoundCustomer => ({
  customer: {
    id: customerId.parse(id),
    name,
    city,
    currency: 'EUR',
    parent: null,
    creditHold: false,
    creditLimit: null,
    website: null,
    email: null,
    phone: null,
    country: null,
    industry: null,
    links: [],
  },
  pages: systems.map((system, index) => ({ system, url: `https://${system}.example/${id}/${index}` })),
});
