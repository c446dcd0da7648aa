import type { RecordRefused } from '../../records.ts';

/** Every way in which the books say no to the sync, with the sentence that sales operations read. */
export const refusedUnknown = (field: string): RecordRefused => ({
  kind: 'refused',
  fields: [field],
  reason: { code: 'erp.fieldUnknown', message: `The ERP has no field ${field}.` },
});

export const refusedFinance = (field: string, label: string): RecordRefused => ({
  kind: 'refused',
  fields: [field],
  reason: {
    code: 'erp.fieldOwnedByFinance',
    message: `Finance owns ${label}: it flows from the ERP to the CRM only.`,
  },
});

export const refusedReadOnly = (field: string, label: string): RecordRefused => ({
  kind: 'refused',
  fields: [field],
  reason: { code: 'erp.fieldReadOnly', message: `${label} is set by the ERP and cannot be written.` },
});

export const refusedValue = (field: string, wants: string): RecordRefused => ({
  kind: 'refused',
  fields: [field],
  reason: { code: 'erp.valueRefused', message: wants },
});

export const refusedMissing = (field: string, label: string): RecordRefused => ({
  kind: 'refused',
  fields: [field],
  reason: { code: 'erp.fieldMissing', message: `${label} is needed for a new record.` },
});

export const refusedCurrency = (): RecordRefused => ({
  kind: 'refused',
  fields: ['amount', 'currency'],
  reason: { code: 'erp.currencyMissing', message: 'An amount is booked in a currency; none is given.' },
});

export const refusedCustomer = (): RecordRefused => ({
  kind: 'refused',
  fields: ['customer'],
  reason: { code: 'erp.customerUnknown', message: 'There is no such customer in the ERP.' },
});

export const refusedTwin = (field: string, label: string): RecordRefused => ({
  kind: 'refused',
  fields: [field],
  reason: { code: 'erp.duplicate', message: `Another record has this ${label} already.` },
});

export const refusedAbsent = (fields: readonly string[]): RecordRefused => ({
  kind: 'refused',
  fields,
  reason: { code: 'erp.recordGone', message: 'The record is not there any more.' },
});

export const refusedBusy = (): RecordRefused => ({
  kind: 'refused',
  fields: [],
  reason: {
    code: 'erp.openDocuments',
    message: 'Orders or invoices of this customer are still open. Close them before it is archived.',
  },
});

export const refusedObject = (object: string): RecordRefused => ({
  kind: 'refused',
  fields: [],
  reason: {
    code: 'erp.objectReadOnly',
    message: `The ERP alone makes and changes a record of kind ${object}.`,
  },
});

export const refusedNoBooks = (): RecordRefused => ({
  kind: 'refused',
  fields: [],
  reason: { code: 'erp.noBooks', message: 'The ERP has no company yet: its books have to be set up first.' },
});
