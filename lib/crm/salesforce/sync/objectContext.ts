import { recordKey, recordOfKey } from '../../../erp/api/recordKey.ts';
import type { CrmId, FieldName } from '../../../sync/ids.ts';
import { recordId18 } from '../recordId.ts';
import { type DescribedField, type DescribedObject, typeOf } from './describe.ts';
import type { Door } from './door.ts';
import type { Currency } from './values.ts';

export const CURRENCY_FIELD = 'CurrencyIsoCode' as FieldName;

/** What every part of one object's sync shares, for one run. */
export interface ObjectContext {
  readonly door: Door;
  readonly signal: AbortSignal;
  readonly elapsed: () => number;
  /** `acme.my.salesforce.com`. */
  readonly org: string;
  readonly described: DescribedObject;
  /** The mapped fields that this user can read; one found hidden or gone on the way is taken out. */
  readonly readable: Map<FieldName, DescribedField>;
  /** Where records name no currency of their own; null = nobody told. */
  readonly orgCurrency: Currency;
  /** Asked for the currency of records that name none, it tells the org's. */
  readonly tellsOrgCurrency: boolean;
  /** Records name their currency themselves. Of each record the one that was read last, by its 18-character id. */
  readonly currencies: Map<string, Currency> | null;
}

export const crmIdOf = ({ org, described }: ObjectContext, id: string): CrmId =>
  recordKey({ system: 'salesforce', org, object: described.name, id }) as CrmId;

/** The 18-character id inside; null where it is of another org or object, of which nobody here can tell anything. */
export const salesforceIdOf = ({ org, described }: ObjectContext, key: CrmId): string | null => {
  const record = recordOfKey(key);
  if (record?.system !== 'salesforce' || record.org !== org || record.object !== described.name) return null;
  const id = recordId18(record.id);
  return id === null || !id.startsWith(described.keyPrefix ?? '') ? null : id;
};

/** The currency that amounts of a record are in: its own, or the org's. */
export const currencyOf = ({ currencies, orgCurrency }: ObjectContext, id: string | null): Currency =>
  currencies === null ? orgCurrency : ((id === null ? null : currencies.get(id)) ?? null);

export const readableOf = (
  described: DescribedObject,
  fields: readonly FieldName[],
): Map<FieldName, DescribedField> => {
  const found = fields.map((name) => described.fields.get(name));
  return new Map(
    found.flatMap((field) => (field === undefined || typeOf(field) === 'other' ? [] : [[field.name, field]])),
  );
};
