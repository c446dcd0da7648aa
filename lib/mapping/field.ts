import type { ErpField } from '../erp/api/erpFields.ts';

export type FieldType = ErpField['type'];

/** One field as a system's live field list has it: what both sides' lists share. */
export interface LiveField {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly readOnly: boolean;
  readonly required: boolean;
  /** Characters; null = not a text, or no limit that matters. */
  readonly maxLength: number | null;
  /** The values it accepts; null = not a picklist. */
  readonly options: readonly { readonly value: string; readonly label: string }[] | null;
}

/** Types whose values are texts that a person may have typed. */
const TEXTUAL: ReadonlySet<FieldType> = new Set(['text', 'email', 'phone', 'url', 'picklist', 'reference']);

/** `other`: nobody knows what is in it, so nobody says that it does not fit. */
export const isTextual = (type: FieldType): boolean => TEXTUAL.has(type) || type === 'other';
