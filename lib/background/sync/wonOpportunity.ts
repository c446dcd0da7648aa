import type { ConvertRequest } from '../../erp/api/convert.ts';
import type { CrmSystem } from '../../erp/api/record.ts';
import { recordOfKey } from '../../erp/api/recordKey.ts';
import type { CrmId, FieldName } from '../../sync/ids.ts';
import { cellOf, type Found } from '../../sync/reading.ts';
import type { Scalar } from '../../sync/value.ts';

/** Where a CRM says what an order is made of. */
interface OrderFields {
  readonly won: FieldName;
  /** When its stage last changed, and when it was made; null = `won` itself has a time of its own. */
  readonly stageChanged: FieldName | null;
  readonly created: FieldName;
  readonly name: FieldName;
  readonly amount: FieldName;
  readonly currency: FieldName;
  /** The record's id of whose opportunity it is, and the object that this is. */
  readonly customer: FieldName;
  readonly customerObject: string;
}

/**
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
 * https://knowledge.hubspot.com/properties/hubspots-default-deal-properties
 */
export const ORDER_FIELDS: Readonly<Record<CrmSystem, OrderFields>> = {
  salesforce: {
    won: 'IsWon' as FieldName,
    stageChanged: 'LastStageChangeDate' as FieldName,
    created: 'CreatedDate' as FieldName,
    name: 'Name' as FieldName,
    amount: 'Amount' as FieldName,
    currency: 'CurrencyIsoCode' as FieldName,
    customer: 'AccountId' as FieldName,
    customerObject: 'Account',
  },
  hubspot: {
    won: 'hs_is_closed_won' as FieldName,
    stageChanged: null,
    created: 'createdate' as FieldName,
    name: 'dealname' as FieldName,
    amount: 'amount' as FieldName,
    currency: 'deal_currency_code' as FieldName,
    customer: 'associations.company' as FieldName,
    customerObject: 'company',
  },
};

export const orderFieldNames = (system: CrmSystem): readonly FieldName[] => {
  const { won, stageChanged, created, name, amount, currency, customer } = ORDER_FIELDS[system];
  return [won, ...(stageChanged === null ? [] : [stageChanged]), created, name, amount, currency, customer];
};

export const isWon = (system: CrmSystem, reading: Found<CrmId>): boolean =>
  valueIn(reading, ORDER_FIELDS[system].won) === true;

/**
 * When it was won, as closely as the CRM tells, epoch ms: in no case before `earliest` nor after `latest`. Salesforce keeps the time of
 * the last change of the stage, and none of a record that was made in it; HubSpot the time of each property.
 */
const wonBetween = (system: CrmSystem, reading: Found<CrmId>): { earliest: number; latest: number } => {
  const { won, stageChanged, created } = ORDER_FIELDS[system];
  const { changedAt } = cellOf(reading.cells, won);
  if (changedAt !== null) return { earliest: changedAt, latest: changedAt };
  const madeAt = timeIn(reading, created) ?? Number.NEGATIVE_INFINITY;
  if (stageChanged !== null) {
    const { seen } = cellOf(reading.cells, stageChanged);
    const at = seen.kind === 'blank' ? madeAt : timeIn(reading, stageChanged);
    if (at !== null) return { earliest: at, latest: Math.max(at, madeAt) };
  }
  return { earliest: madeAt, latest: reading.modifiedAt };
};

/** Whether it was won since then, epoch ms. */
export const wonSince = (
  system: CrmSystem,
  reading: Found<CrmId>,
  since: number,
): 'since' | 'before' | 'unknown' => {
  const { earliest, latest } = wonBetween(system, reading);
  if (earliest >= since) return 'since';
  return latest < since ? 'before' : 'unknown';
};

/** The account or company whose opportunity it is; null = none, or not seen. */
export const customerKeyOf = (reading: Found<CrmId>): CrmId | null => {
  const ref = recordOfKey(reading.id);
  if (ref === null) return null;
  const { customer, customerObject } = ORDER_FIELDS[ref.system];
  const id = valueIn(reading, customer);
  return typeof id === 'string' ? (`${ref.system}/${ref.org}/${customerObject}/${id}` as CrmId) : null;
};

/** Lines of an opportunity have their own objects in both CRMs: its amount becomes one line. */
const WHOLE = { product: null, quantity: '1', taxRate: '0' } as const;
const LONGEST_NAME = 400;

/**
 * The order that a won opportunity asks for. null = its amount or currency is not known to this user: nothing is guessed.
 * `orgCurrency`: of records that name none.
 */
export const orderOf = (
  reading: Found<CrmId>,
  customer: ConvertRequest['customer'],
  orgCurrency: string | null,
): ConvertRequest | null => {
  const opportunity = recordOfKey(reading.id);
  if (opportunity === null) return null;
  const fields = ORDER_FIELDS[opportunity.system];
  const amount = valueIn(reading, fields.amount);
  const currency = valueIn(reading, fields.currency) ?? orgCurrency;
  if (typeof amount !== 'number' || typeof currency !== 'string') return null;
  const { earliest } = wonBetween(opportunity.system, reading);
  const name = String(valueIn(reading, fields.name) ?? opportunity.id).slice(0, LONGEST_NAME);
  return {
    opportunity,
    mergedIds: (reading.formerly ?? []).flatMap((key) => recordOfKey(key)?.id ?? []),
    customer,
    currency,
    lines: [{ description: name, unitPrice: amount, ...WHOLE }],
    poNumber: null,
    shipTo: null,
    requestedDate: null,
    trigger: 'auto',
    wonAt: Number.isFinite(earliest) ? new Date(earliest).toISOString() : null,
  };
};

const timeIn = (reading: Found<CrmId>, field: FieldName): number | null => {
  const text = valueIn(reading, field);
  const at = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

const valueIn = ({ cells }: Found<CrmId>, field: FieldName): Scalar | null => {
  const { seen } = cellOf(cells, field);
  return seen.kind === 'value' ? seen.value : null;
};
