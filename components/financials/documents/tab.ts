import type { ReactNode } from 'react';
import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { MessageKey } from '../../../lib/i18n.ts';

/** A list on the panel. Adding one is a file with a `DocumentTab` and a line in `tabs.ts`. */
export interface DocumentTab {
  readonly id: string;
  readonly label: MessageKey;
  /** How many the ERP has, which may be more than it sent. */
  count(customers: readonly CustomerDetail[]): number;
  /** How many were sent. */
  sent(customers: readonly CustomerDetail[]): number;
  render(customers: readonly CustomerDetail[]): ReactNode;
}
