import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Refused, WriteOutcome, WriteRow } from '../../../sync/ports.ts';
import type { Value, Written } from '../../../sync/value.ts';
import { CURRENCY_FIELD, currencyOf, type ObjectContext, salesforceIdOf } from './objectContext.ts';
import { type Currency, jsonOf } from './values.ts';

export type Patch = Readonly<Record<FieldName, Written>>;
type Json = Readonly<Record<string, string | number | boolean | null>>;

/** A patch in the API's words; or the amounts in it whose currency nobody knows. */
export type Body =
  | { readonly kind: 'body'; readonly json: Json; readonly currency: Currency }
  | { readonly kind: 'unknownCurrency'; readonly fields: readonly FieldName[] };

export const CURRENCY_UNKNOWN: Refused = {
  code: 'CURRENCY_UNKNOWN',
  message: 'The currency of this record is not known, so no amount was written to it.',
};

/** `currency`: of the record as it stands; a patch that sets another one is in that one. */
export const bodyOf = ({ described }: ObjectContext, patch: Patch, standing: Currency): Body => {
  const set = patch[CURRENCY_FIELD];
  const currency = set === undefined ? standing : codeOf(set);
  const unknown: FieldName[] = [];
  const json: Record<string, string | number | boolean | null> = {};
  for (const [key, written] of Object.entries(patch)) {
    const name = key as FieldName;
    const field = described.fields.get(name);
    const value =
      // Not described: gone or hidden since. The org says so itself, with its reason.
      field === undefined
        ? written.kind === 'cleared'
          ? null
          : written.value
        : jsonOf(field, written, currency);
    if (value === undefined) unknown.push(name);
    else json[name] = value;
  }
  return unknown.length > 0 ? { kind: 'unknownCurrency', fields: unknown } : { kind: 'body', json, currency };
};

const codeOf = (written: Written | Value): Currency =>
  written.kind === 'value' && typeof written.value === 'string' ? written.value : null;

/** A row that is fit to be sent. */
export interface Outgoing {
  /** Its place among the rows that were given. */
  readonly place: number;
  readonly key: CrmId;
  readonly id: string;
  /** null = archive. */
  readonly patch: Patch | null;
  readonly json: Json;
  readonly currency: Currency;
  readonly expected: WriteRow<CrmId>['expected'];
}

/** The row as it is to be sent, or why it cannot be. */
export const outgoing = (
  context: ObjectContext,
  { id: key, change, expected }: WriteRow<CrmId>,
  place: number,
): Outgoing | WriteOutcome<CrmId> => {
  const id = salesforceIdOf(context, key);
  if (id === null) return { kind: 'gone' };
  const base = { place, key, id, expected };
  if (change.kind === 'archive') return { ...base, patch: null, json: {}, currency: null };
  const body = bodyOf(context, change.fields, currencyOf(context, id));
  if (body.kind === 'unknownCurrency')
    return { kind: 'refused', fields: body.fields, reason: CURRENCY_UNKNOWN };
  return { ...base, patch: change.fields, json: body.json, currency: body.currency };
};
