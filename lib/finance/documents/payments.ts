import type { Payment } from '../../erp/api/documents.ts';
import type { CustomerDocuments, LedgerPayment } from '../ledger.ts';
import { settle } from '../settlement.ts';
import { allocationOf, brand, newestFirst } from './parts.ts';

export interface PaymentDocument extends LedgerPayment {
  readonly customer: string;
  readonly reference?: string | null | undefined;
}

/** Payments of one customer as the ERP API shows them, newest first, with what each has left to give. */
export const paymentsOf = (
  documents: { readonly payments: readonly PaymentDocument[] } & Pick<CustomerDocuments, 'invoices'>,
): Payment[] => {
  const settlement = settle(documents);
  return newestFirst(documents.payments).map((payment) => ({
    id: payment.id,
    customer: brand(payment.customer),
    date: payment.date,
    currency: payment.currency,
    bookedRate: payment.bookedRate,
    amount: payment.amount,
    unapplied: settlement.unapplied(payment),
    reference: payment.reference ?? null,
    allocations: payment.allocations.map(allocationOf),
  }));
};
