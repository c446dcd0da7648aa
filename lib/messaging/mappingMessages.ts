import type { FieldMapping, MappingPair } from '../erp/api/fieldMapping.ts';

export interface MappingPairView {
  readonly pair: MappingPair;
  /** 0 = nobody has saved any: the default holds. */
  readonly version: number;
  readonly rules: number;
}

/** A field as a mapping names it, of either side's live list. */
export interface MappingField {
  readonly name: string;
  readonly label: string;
  readonly type:
    | 'text'
    | 'number'
    | 'amount'
    | 'date'
    | 'dateTime'
    | 'boolean'
    | 'picklist'
    | 'reference'
    | 'email'
    | 'phone'
    | 'url'
    | 'other';
  readonly readOnly: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  /** Characters; null = no text, or no limit that matters. */
  readonly maxLength: number | null;
  readonly options: readonly { readonly value: string; readonly label: string }[] | null;
  /** Flows from the ERP to the CRM only; false for every field of a CRM. */
  readonly financeOwned: boolean;
}

/** A mapping with both sides' live field lists. */
export interface MappingView {
  readonly pair: MappingPair;
  /** Sent back when it is saved: another one since then is not overwritten. */
  readonly version: number;
  readonly mapping: FieldMapping;
  readonly fields: { readonly crm: readonly MappingField[]; readonly erp: readonly MappingField[] };
  /** Whether the ERP role lets this person save it. */
  readonly mayEdit: boolean;
}

export interface MappingProtocol {
  /** Pairs of the connected CRMs. */
  'mapping.pairs': { request: Record<never, never>; answer: readonly MappingPairView[] };
  'mapping.read': { request: { pair: MappingPair; requestId: string }; answer: MappingView };
  'mapping.save': {
    request: { pair: MappingPair; version: number; mapping: FieldMapping };
    answer: MappingView;
  };
}
