/** What finance owns of a customer. Neither CRM has a standard field for any of it. */
export const FINANCE_OF_CUSTOMER = [
  'legalName',
  'taxId',
  'creditLimit',
  'creditHold',
  'paymentTerms',
] as const;
