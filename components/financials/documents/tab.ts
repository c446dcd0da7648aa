import type { ReactNode } from 'react';
import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { MessageKey } from '../../../lib/i18n.ts';
import type { DocumentLoader } from './documentLoader.ts';
import type { Chosen } from './selection.ts';

/** A document that somebody wants to see: the tab that lists it, and its row there. */
export interface Target {
  readonly tab: 'orders' | 'invoices' | 'payments' | 'quotes';
  readonly customer: string;
  readonly id: string;
}

export interface TabContext {
  /** The chosen customer, or all of the record. */
  readonly customers: readonly CustomerDetail[];
  readonly loader: DocumentLoader;
  /** The document to open in this tab; null = none was asked for. Each request is an object of its own. */
  readonly wanted: Target | null;
  onGo(target: Target): void;
  /** The list is narrowed to the documents of one figure; null = to none. */
  readonly chosen: Chosen | null;
  /** Back to the whole list. */
  onShowAll(): void;
}

/** A list on the panel. Adding one is a file with a `DocumentTab` and a line in `tabs.ts`. */
export interface DocumentTab {
  readonly id: string;
  readonly label: MessageKey;
  /** How many the ERP has; null where it does not say beforehand. */
  count(customers: readonly CustomerDetail[]): number | null;
  render(context: TabContext): ReactNode;
}
