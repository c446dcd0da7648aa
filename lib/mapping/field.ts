import type { ErpField } from '../erp/api/erpFields.ts';

export type FieldType = ErpField['type'];

/** What either system's live field list says of a field. */
type Described = Pick<
  ErpField,
  'name' | 'label' | 'type' | 'readOnly' | 'creatable' | 'required' | 'maxLength'
> & {
  readonly options: readonly { readonly value: string; readonly label: string }[] | null;
};

/** A field of either side, with what only the ERP knows: who owns it, what it belongs to, whose currency it is in. */
export type LiveField = Described & Pick<ErpField, 'financeOwned' | 'group' | 'amountIn'>;

export interface LiveFields {
  readonly erp: readonly LiveField[];
  readonly crm: readonly LiveField[];
}

/** A CRM owns no field for finance, and does not say which fields belong together. */
export const crmLiveField = (field: Described): LiveField => ({
  ...field,
  financeOwned: false,
  group: null,
  amountIn: null,
});

/** Types whose values are texts that a person may have typed. */
const TEXTUAL: ReadonlySet<FieldType> = new Set(['text', 'email', 'phone', 'url', 'picklist']);

/** `other`: nobody knows what is in it, so nobody says that it does not fit. */
export const isTextual = (type: FieldType): boolean => TEXTUAL.has(type) || type === 'other';
