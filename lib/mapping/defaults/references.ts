import type { ErpObject } from '../../erp/api/erpFields.ts';

/** Fields of both sides that name the same record, each by its own side's id. A twin is given its own through the link of that record. */
export interface Reference {
  readonly crmField: string;
  readonly erpField: string;
  /** The ERP object that it refers to; in the CRM, the one that is kept alike with it. */
  readonly to: ErpObject;
}

/** What a twin is given besides the values of its rules. A rule that writes the same field goes before it. */
export interface References {
  readonly fields: readonly Reference[];
  /** The ERP field that names the CRM record whose twin it is, by its key; null = none does. */
  readonly own: string | null;
}

export const NO_REFERENCES: References = { fields: [], own: null };

/** Belongs to a customer, whom `crmField` names. */
export const customerBy = (crmField: string): References => ({
  fields: [{ crmField, erpField: 'customer', to: 'customer' }],
  own: null,
});
