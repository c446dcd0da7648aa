/** The CRM object types that a portal holds: HubSpot's plural name, the type id of its addresses, and its scopes. */
export interface ObjectType {
  readonly name: ObjectTypeName;
  readonly typeId: string;
  readonly singular: string;
  /** Title on a record page. */
  readonly label: string;
  /** Properties that a read answers when it names none. */
  readonly defaults: readonly string[];
  readonly createdProperty: 'createdate' | 'hs_createdate';
  /** `lastmodifieddate` on contacts, `hs_lastmodifieddate` everywhere else. */
  readonly modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
  /** The property that names the record on pages. */
  readonly titleProperty: string;
  readonly readScope: string;
  readonly writeScope: string;
  /** Only these three can be merged (v3 descriptions of contacts, companies and deals). */
  readonly mergeable: boolean;
}

export const OBJECT_TYPE_NAMES = [
  'contacts',
  'companies',
  'deals',
  'quotes',
  'orders',
  'line_items',
  'products',
  'notes',
  'meetings',
] as const;
export type ObjectTypeName = (typeof OBJECT_TYPE_NAMES)[number];

const scopes = (name: string) => ({
  readScope: `crm.objects.${name}.read`,
  writeScope: `crm.objects.${name}.write`,
});

/** Notes and meetings are engagements: reading one takes the scope of contacts. */
const engagement = scopes('contacts');

const HIDDEN_STAMPS = ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'] as const;

const stamped = {
  createdProperty: 'hs_createdate',
  modifiedProperty: 'hs_lastmodifieddate',
  defaults: HIDDEN_STAMPS,
  mergeable: false,
} as const;

export const OBJECT_TYPES: Record<ObjectTypeName, ObjectType> = {
  contacts: {
    name: 'contacts',
    typeId: '0-1',
    singular: 'contact',
    label: 'Contact',
    defaults: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    createdProperty: 'createdate',
    modifiedProperty: 'lastmodifieddate',
    titleProperty: 'email',
    mergeable: true,
    ...scopes('contacts'),
  },
  companies: {
    name: 'companies',
    typeId: '0-2',
    singular: 'company',
    label: 'Company',
    defaults: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperty: 'name',
    mergeable: true,
    ...scopes('companies'),
  },
  deals: {
    name: 'deals',
    typeId: '0-3',
    singular: 'deal',
    label: 'Deal',
    defaults: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    titleProperty: 'dealname',
    mergeable: true,
    ...scopes('deals'),
  },
  quotes: {
    ...stamped,
    name: 'quotes',
    typeId: '0-14',
    singular: 'quote',
    label: 'Quote',
    titleProperty: 'hs_title',
    ...scopes('quotes'),
  },
  orders: {
    ...stamped,
    name: 'orders',
    typeId: '0-123',
    singular: 'order',
    label: 'Order',
    titleProperty: 'hs_order_name',
    ...scopes('orders'),
  },
  line_items: {
    ...stamped,
    name: 'line_items',
    typeId: '0-8',
    singular: 'line_item',
    label: 'Line item',
    titleProperty: 'name',
    ...scopes('line_items'),
  },
  products: {
    ...stamped,
    name: 'products',
    typeId: '0-7',
    singular: 'product',
    label: 'Product',
    titleProperty: 'name',
    ...scopes('products'),
  },
  notes: {
    ...stamped,
    name: 'notes',
    typeId: '0-46',
    singular: 'note',
    label: 'Note',
    titleProperty: 'hs_note_body',
    ...engagement,
  },
  meetings: {
    ...stamped,
    name: 'meetings',
    typeId: '0-47',
    singular: 'meeting',
    label: 'Meeting',
    titleProperty: 'hs_meeting_title',
    ...engagement,
  },
};

/** By plural name, singular name or type id, as the paths of the API take it; undefined = no such type. */
export function objectTypeOf(text: string): ObjectType | undefined {
  return Object.values(OBJECT_TYPES).find(
    (type) => type.name === text || type.singular === text || type.typeId === text,
  );
}
