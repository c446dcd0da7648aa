import type { ErpObject } from '../../erp/api/erpFields.ts';

/** Fields of both sides that name the same record, each by its own side's id. A twin is given its own through the link of that record. */
export interface Reference {
  readonly crmField: string;
  readonly erpField: string;
  /** The ERP object that it refers to; in the CRM, the one that is kept alike with it. */
  readonly to: ErpObject;
}

/** A field of the ERP that holds the key of a CRM record. Where that is one of the org at hand, the twin's field names it. */
export interface NamedRecord {
  readonly crmField: string;
  readonly erpField: string;
  /** Of the CRM, as the key has it. */
  readonly object: string;
}

/** What a twin is given besides the values of its rules. A rule that writes the same field goes before it. */
export interface References {
  readonly fields: readonly Reference[];
  /** The ERP field that names the CRM record whose twin it is, by its key; null = none does. */
  readonly own: string | null;
  /** Set when a twin is made, and kept up afterwards: no link has to be looked up for it. */
  readonly named: NamedRecord | null;
}

export const NO_REFERENCES: References = { fields: [], own: null, named: null };

/** Belongs to a customer, whom `crmField` names. */
export const customerBy = (crmField: string): References => ({
  fields: [{ crmField, erpField: 'customer', to: 'customer' }],
  own: null,
  named: null,
});
