import { invoicesTab } from './invoices.tsx';
import { ordersTab } from './orders.tsx';
import { paymentsTab } from './payments.tsx';
import { quotesTab } from './quotes.tsx';
import type { DocumentTab } from './tab.ts';

/** The panel's lists, in the order they are shown. */
export const TABS = [
  invoicesTab,
  ordersTab,
  paymentsTab,
  quotesTab,
] as const satisfies readonly DocumentTab[];
