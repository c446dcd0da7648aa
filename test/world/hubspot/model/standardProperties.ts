import { OBJECT_TYPES, type ObjectTypeName } from './objectTypes.ts';
import { complete, type PropertyDefinition, type PropertySeed } from './propertyDefinition.ts';

const text = (name: string, label: string): PropertySeed => ({ name, label });
const number = (name: string, label: string): PropertySeed => ({ name, label, type: 'number' });
const amount = (name: string, label: string): PropertySeed => ({ ...number(name, label), amount: true });
const datetime = (name: string, label: string): PropertySeed => ({ name, label, type: 'datetime' });
const choice = (name: string, label: string, values: readonly string[]): PropertySeed => ({
  name,
  label,
  type: 'enumeration',
  options: values.map((value) => ({ value, label: value.toLowerCase().replaceAll('_', ' ') })),
});
const external = (name: string, label: string): PropertySeed => ({
  name,
  label,
  type: 'enumeration',
  externalOptions: true,
});

const INDUSTRIES = ['ACCOUNTING', 'AUTOMOTIVE', 'CHEMICALS', 'MACHINERY', 'RETAIL', 'WHOLESALE', 'LOGISTICS'];
const LIFECYCLE = ['subscriber', 'lead', 'opportunity', 'customer', 'evangelist', 'other'];

const address: readonly PropertySeed[] = [
  text('address', 'Street Address'),
  text('city', 'City'),
  text('state', 'State/Region'),
  text('zip', 'Postal Code'),
  text('country', 'Country/Region'),
];
const owner = external('hubspot_owner_id', 'Owner');

const OWN: Record<ObjectTypeName, readonly PropertySeed[]> = {
  contacts: [
    { ...text('email', 'Email'), form: 'email', unique: true },
    text('firstname', 'First Name'),
    text('lastname', 'Last Name'),
    text('phone', 'Phone Number'),
    text('company', 'Company Name'),
    text('jobtitle', 'Job Title'),
    text('website', 'Website URL'),
    external('associatedcompanyid', 'Primary Associated Company ID'),
    choice('lifecyclestage', 'Lifecycle Stage', LIFECYCLE),
    ...address,
    owner,
  ],
  companies: [
    text('name', 'Company name'),
    { ...text('domain', 'Company Domain Name'), form: 'domain' },
    text('website', 'Website URL'),
    text('phone', 'Phone Number'),
    text('description', 'Description'),
    choice('industry', 'Industry', INDUSTRIES),
    choice('lifecyclestage', 'Lifecycle Stage', LIFECYCLE),
    amount('annualrevenue', 'Annual Revenue'),
    number('numberofemployees', 'Number of Employees'),
    ...address,
    owner,
  ],
  deals: [
    text('dealname', 'Deal Name'),
    amount('amount', 'Amount'),
    text('deal_currency_code', 'Currency'),
    external('dealstage', 'Deal Stage'),
    external('pipeline', 'Pipeline'),
    datetime('closedate', 'Close Date'),
    choice('dealtype', 'Deal Type', ['newbusiness', 'existingbusiness']),
    { ...number('hs_deal_stage_probability', 'Deal probability'), readOnly: true },
    { ...{ name: 'hs_is_closed_won', label: 'Is Closed Won', type: 'bool' as const }, readOnly: true },
    owner,
  ],
  quotes: [
    text('hs_title', 'Quote Title'),
    datetime('hs_expiration_date', 'Expiration Date'),
    choice('hs_status', 'Quote Status', ['DRAFT', 'APPROVAL_NOT_NEEDED', 'PENDING_APPROVAL', 'APPROVED']),
    amount('hs_quote_amount', 'Quote Amount'),
    text('hs_currency', 'Currency'),
    owner,
  ],
  orders: [
    text('hs_order_name', 'Order Name'),
    text('hs_external_order_id', 'External Order ID'),
    text('hs_external_order_status', 'External Order Status'),
    amount('hs_total_price', 'Total Price'),
    text('hs_currency_code', 'Currency Code'),
    external('hs_pipeline', 'Pipeline'),
    external('hs_pipeline_stage', 'Pipeline Stage'),
    owner,
  ],
  line_items: [
    text('name', 'Name'),
    number('quantity', 'Quantity'),
    number('price', 'Unit Price'),
    text('hs_sku', 'SKU'),
    external('hs_product_id', 'Product ID'),
  ],
  products: [text('name', 'Name'), number('price', 'Unit Price'), text('hs_sku', 'SKU')],
  notes: [text('hs_note_body', 'Note body'), datetime('hs_timestamp', 'Activity date'), owner],
  meetings: [
    text('hs_meeting_title', 'Meeting Title'),
    text('hs_meeting_body', 'Meeting Body'),
    datetime('hs_timestamp', 'Activity date'),
    datetime('hs_meeting_start_time', 'Start Time'),
    datetime('hs_meeting_end_time', 'End Time'),
    owner,
  ],
};

/** HubSpot's own properties of an object type, with the three that it keeps by itself. */
export function standardProperties(objectType: ObjectTypeName): readonly PropertyDefinition[] {
  const type = OBJECT_TYPES[objectType];
  const kept: readonly PropertySeed[] = [
    { ...number('hs_object_id', 'Record ID'), readOnly: true, unique: true },
    { ...datetime(type.createdProperty, 'Create Date'), readOnly: true },
    { ...datetime(type.modifiedProperty, 'Last Modified Date'), readOnly: true },
    { ...text('hs_merged_object_ids', 'Merged record IDs'), readOnly: true },
  ];
  return [...OWN[objectType], ...kept].map((seed) => complete(objectType, seed));
}
