import type { FieldName } from '../../../sync/ids.ts';

/** A record of another object that this one belongs to, shown as a field: HubSpot keeps it beside the properties. */
export interface AssociationField {
  /** No property has a dot in its name; HubSpot's own search names them the same way. */
  readonly name: FieldName;
  readonly label: string;
  /** Plural of the other object, as paths name it. */
  readonly to: string;
  /** Of HubSpot's own, unlabelled. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
  readonly typeId: number;
  /** Whether another one can take its place once the record is there; else it is said once, when the record is made. */
  readonly movable: boolean;
}

/** What differs from object to object. */
export interface HubspotObject {
  /** As `lib/erp/api/record.ts` names it. */
  readonly name: string;
  /** As paths name it. */
  readonly path: string;
  readonly modifiedProperty: string;
  /** Says which currency the record's amounts are in; null = they are in the account's. */
  readonly currencyProperty: string | null;
  readonly associations: readonly AssociationField[];
  /** Properties whose options are the account's pipelines and their stages. */
  readonly pipeline: { readonly property: string; readonly stageProperty: string } | null;
  /** A record without these is refused, though no description of a property says so. */
  readonly required: readonly string[];
}

const toCompany = (typeId: number): AssociationField => ({
  name: 'associations.company' as FieldName,
  label: 'Company',
  to: 'companies',
  typeId,
  // A company is the main one of several, in HubSpot's own counting.
  movable: false,
});
const toDeal = (typeId: number): AssociationField => ({
  name: 'associations.deal' as FieldName,
  label: 'Deal',
  to: 'deals',
  typeId,
  movable: true,
});

export const HUBSPOT_OBJECTS: readonly HubspotObject[] = [
  {
    name: 'company',
    path: 'companies',
    modifiedProperty: 'hs_lastmodifieddate',
    currencyProperty: null,
    associations: [],
    pipeline: null,
    required: [],
  },
  {
    name: 'contact',
    path: 'contacts',
    modifiedProperty: 'lastmodifieddate',
    currencyProperty: null,
    associations: [toCompany(279)],
    pipeline: null,
    required: [],
  },
  {
    name: 'deal',
    path: 'deals',
    modifiedProperty: 'hs_lastmodifieddate',
    currencyProperty: 'deal_currency_code',
    associations: [toCompany(341)],
    pipeline: { property: 'pipeline', stageProperty: 'dealstage' },
    required: [],
  },
  {
    name: 'quote',
    path: 'quotes',
    modifiedProperty: 'hs_lastmodifieddate',
    currencyProperty: 'hs_currency',
    associations: [toCompany(71), toDeal(64)],
    pipeline: null,
    required: ['hs_title', 'hs_expiration_date'],
  },
  {
    name: 'order',
    path: 'orders',
    modifiedProperty: 'hs_lastmodifieddate',
    currencyProperty: 'hs_currency_code',
    associations: [toCompany(509), toDeal(512)],
    pipeline: { property: 'hs_pipeline', stageProperty: 'hs_pipeline_stage' },
    required: [],
  },
];
