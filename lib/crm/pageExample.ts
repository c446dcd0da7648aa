import type { RecordKind } from './port.ts';

/** Addresses as a CRM shows them, beside each `page.ts`: what they are (`org/object/id`, kind), and those that are no record page. */
export interface PageExamples {
  readonly records: readonly { readonly url: string; readonly is: string; readonly kind: RecordKind }[];
  readonly others: readonly string[];
}
