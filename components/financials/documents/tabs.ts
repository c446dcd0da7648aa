import { contactsTab } from './contacts.tsx';
import { invoicesTab } from './invoices.tsx';
import { ordersTab } from './orders.tsx';
import { paymentsTab } from './payments.tsx';
import { productsTab } from './products.tsx';
import { quotesTab } from './quotes.tsx';
import type { DocumentTab } from './tab.ts';
import { timelineTab } from './timeline.tsx';

/** The panel's lists, in the order they are shown. */
export const TABS = [
  ordersTab,
  invoicesTab,
  paymentsTab,
  quotesTab,
  timelineTab,
  contactsTab,
  productsTab,
] as const satisfies readonly DocumentTab[];

/** What is owed is asked for most. */
export const FIRST_TAB = invoicesTab;
