import { describe, expect, it } from 'vitest';
import { fieldMapping } from '../../erp/api/fieldMapping.ts';
import { CONTACT_FIELDS } from '../../erp/sources/embedded/records/fields/contact.ts';
import { CUSTOMER_FIELDS } from '../../erp/sources/embedded/records/fields/customer.ts';
import { OPPORTUNITY_FIELDS } from '../../erp/sources/embedded/records/fields/opportunity.ts';
import { ORDER_FIELDS } from '../../erp/sources/embedded/records/fields/order.ts';
import { QUOTE_FIELDS } from '../../erp/sources/embedded/records/fields/quote.ts';
import { checkMapping } from '../checks/registry.ts';
import { crmLiveField, type LiveField, type LiveFields } from '../field.ts';
import { liveField } from '../fields.fixture.ts';
import { readRules } from '../readRules.ts';
import { ruleKey } from '../ruleKey.ts';
import { toMapping } from '../toMapping.ts';
import { readSteps } from '../transform/registry.ts';
import { DEFAULT_MAPPINGS, fittingDefault, leftOutOf, missingOwnFields } from './registry.ts';

const ERP: Readonly<Record<string, readonly LiveField[]>> = {
  customer: CUSTOMER_FIELDS,
  contact: CONTACT_FIELDS,
  opportunity: OPPORTUNITY_FIELDS,
  quote: QUOTE_FIELDS,
  order: ORDER_FIELDS,
};
/** Standard fields of the CRMs that are no plain texts, as their describe calls have them. */
const TYPES: Readonly<Record<string, LiveField['type']>> = {
  ...{ Phone: 'phone', Website: 'url', Email: 'email', Status: 'picklist', StageName: 'picklist' },
  ...{ Amount: 'amount', CurrencyIsoCode: 'picklist', CloseDate: 'date', Probability: 'number' },
  ...{ ExpirationDate: 'date', EffectiveDate: 'date', Erp_Total__c: 'amount' },
  ...{ amount: 'amount', closedate: 'dateTime', dealstage: 'picklist', hs_deal_stage_probability: 'number' },
  ...{
    hs_status: 'picklist',
    hs_expiration_date: 'dateTime',
    hs_quote_amount: 'amount',
    hs_total_price: 'amount',
  },
};

/** A CRM where every field that a default names is there and can be written. */
const fieldsFor = ({ erpObject, mapping }: (typeof DEFAULT_MAPPINGS)[number]): LiveFields => ({
  erp: ERP[erpObject] ?? [],
  crm: mapping.rules.map(({ crmField }) => liveField(crmField, { type: TYPES[crmField] ?? 'text' })),
});
const named = DEFAULT_MAPPINGS.map((each) => [`${each.system} ${each.object}`, each] as const);

describe.each(named)('the default of %s', (_name, each) => {
  const { mapping, ...pair } = each;

  it('can be saved as it is', () => {
    expect(fieldMapping.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
  });

  it('is carried out whole, each rule under its meaning', () => {
    expect(readRules(mapping.rules).unusable).toEqual([]);
    expect(toMapping({ version: 0, mapping }).rules).toHaveLength(mapping.rules.length);
    for (const rule of mapping.rules) {
      const read = readSteps(rule.steps);
      expect(rule.key).toBe('steps' in read ? ruleKey({ ...rule, steps: read.steps }) : null);
    }
  });

  it('names only fields that the ERP has', () => {
    const known = new Set(ERP[each.erpObject]?.map(({ name }) => name));
    const used = [...mapping.rules.map(({ erpField }) => erpField), ...leftOutOf(pair)];
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it('says of every ERP field whether it is mapped, left out, or a record’s own business', () => {
    const mapped = new Set(mapping.rules.map(({ erpField }) => erpField));
    const unspoken = (ERP[each.erpObject] ?? [])
      .filter(
        ({ name, type }) => type !== 'reference' && !mapped.has(name) && !leftOutOf(pair).includes(name),
      )
      .map(({ name }) => name);
    expect(unspoken.filter((name) => !OWN_BUSINESS.has(name))).toEqual([]);
  });

  it('has no mistake that would keep it from being saved', () => {
    const found = checkMapping(mapping, fieldsFor(each));
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('goes only where the pair goes', () => {
    const directions = new Set(mapping.rules.map(({ flow: { direction } }) => direction));
    if (each.erpObject === 'opportunity') expect([...directions]).toEqual(['toErp']);
    if (each.erpObject === 'quote' || each.erpObject === 'order') expect([...directions]).toEqual(['toCrm']);
    expect(mapping.create).toEqual({
      toErp: each.erpObject === 'opportunity',
      toCrm: each.erpObject === 'order' || (each.system === 'hubspot' && each.erpObject === 'quote'),
    });
  });

  it('is offered whole where every field is there, and no more of it than there are fields', () => {
    expect(fittingDefault(pair, fieldsFor(each))).toEqual(mapping);
    expect(fittingDefault(pair, { erp: fieldsFor(each).erp, crm: [] }).rules).toEqual([]);
  });
});

/** Neither mapped nor missed: numbers and days that an ERP keeps for itself, what links tell, what finance never shows. */
const OWN_BUSINESS = new Set(['id', 'currency', 'bankAccount', 'deal', 'status', 'date']);

describe('fields of one group', () => {
  it('are left out together where one of them is missing', () => {
    const pair = { system: 'hubspot', object: 'deal', erpObject: 'opportunity' } as const;
    const crm = ['dealname', 'amount'].map((name) => liveField(name));
    const rules = fittingDefault(pair, { erp: OPPORTUNITY_FIELDS, crm }).rules;
    expect(rules.map(({ crmField }) => crmField)).toEqual(['dealname']);
  });

  it('are left out where the CRM adds them up itself', () => {
    const pair = { system: 'hubspot', object: 'quote', erpObject: 'quote' } as const;
    const crm = [
      liveField('hs_title'),
      liveField('hs_quote_amount', { readOnly: true }),
      liveField('hs_currency'),
    ];
    const rules = fittingDefault(pair, { erp: QUOTE_FIELDS, crm }).rules;
    expect(rules.map(({ crmField }) => crmField)).toEqual(['hs_title']);
  });
});

describe('fields that a company makes for it', () => {
  const pair = { system: 'salesforce', object: 'Order', erpObject: 'order' } as const;
  const standard = ['OrderReferenceNumber', 'EffectiveDate', 'CurrencyIsoCode'].map((name) =>
    liveField(name),
  );
  const own = ['Erp_Status__c', 'Erp_Total__c'].map((name) => liveField(name));
  const offered = (crm: LiveFields['crm']) =>
    fittingDefault(pair, { erp: ORDER_FIELDS, crm }).rules.map(({ erpField }) => erpField);

  it('take what has no standard field', () => {
    expect(offered([...standard, ...own])).toEqual(['number', 'date', 'status', 'total', 'currency']);
    expect(missingOwnFields(pair, [...standard, ...own])).toEqual([]);
  });

  it('are named where they are not there, and nothing is mapped onto a field that Salesforce computes', () => {
    expect(offered(standard)).toEqual(['number', 'date']);
    expect(missingOwnFields(pair, standard)).toEqual(['Erp_Status__c', 'Erp_Total__c']);
  });

  it('take no amount where the org has one currency, which it would be shown in', () => {
    const [number, date] = standard;
    const currency = liveField('CurrencyIsoCode', { readOnly: true });
    const crm = [number, date, currency, ...own].filter((field) => field !== undefined);
    expect(offered(crm)).toEqual(['number', 'date', 'status']);
  });
});

it('a pair that nobody thought of has no default', () => {
  const pair = { system: 'hubspot', object: 'ticket', erpObject: 'order' } as const;
  expect(fittingDefault(pair, { erp: [], crm: [] })).toEqual({ rules: [] });
  expect(leftOutOf(pair)).toEqual([]);
});

it('no pair has two defaults', () => {
  const pairs = DEFAULT_MAPPINGS.map(({ system, object, erpObject }) => `${system}/${object}/${erpObject}`);
  expect(new Set(pairs).size).toBe(pairs.length);
});

it('what finance owns is in no default the other way round', () => {
  const turned = DEFAULT_MAPPINGS.flatMap(({ erpObject, mapping }) =>
    mapping.rules.filter(
      ({ erpField, flow }) =>
        ERP[erpObject]?.find(({ name }) => name === erpField)?.financeOwned === true &&
        flow.direction !== 'toCrm',
    ),
  );
  expect(turned).toEqual([]);
});

it('a CRM field belongs to no group and to nobody’s books', () => {
  expect(crmLiveField(liveField('Name'))).toMatchObject({ financeOwned: false, group: null, amountIn: null });
});
