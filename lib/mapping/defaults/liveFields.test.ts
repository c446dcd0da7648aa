// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { syncWorld } from '../../../test/crm/hubspotSync.fixture.ts';
import { syncedOrg } from '../../../test/fixtures/syncedSalesforce.ts';
import { CONTACT_FIELDS } from '../../erp/sources/embedded/records/fields/contact.ts';
import { CUSTOMER_FIELDS } from '../../erp/sources/embedded/records/fields/customer.ts';
import { OPPORTUNITY_FIELDS } from '../../erp/sources/embedded/records/fields/opportunity.ts';
import { ORDER_FIELDS } from '../../erp/sources/embedded/records/fields/order.ts';
import { QUOTE_FIELDS } from '../../erp/sources/embedded/records/fields/quote.ts';
import { checkMapping } from '../checks/registry.ts';
import { crmLiveField } from '../field.ts';
import { DEFAULT_MAPPINGS, fittingDefault } from './registry.ts';

const ERP = {
  customer: CUSTOMER_FIELDS,
  contact: CONTACT_FIELDS,
  opportunity: OPPORTUNITY_FIELDS,
  quote: QUOTE_FIELDS,
  order: ORDER_FIELDS,
};
type Pair = (typeof DEFAULT_MAPPINGS)[number];

/** What the adapter of a simulated org lists, and what of the default fits it. */
const metBy = async (
  each: Pair,
  features: { readonly multiCurrency: boolean },
  currency: string | null = 'EUR',
) => {
  const { signal } = new AbortController();
  const listed =
    each.system === 'hubspot'
      ? await syncWorld().newSync().fields(each.object, signal)
      : await syncedOrg({}, { features, currency }).crm.fields(each.object, signal);
  const fields = { erp: ERP[each.erpObject], crm: listed.map(crmLiveField) };
  const mapping = fittingDefault(each, fields);
  const kept = new Set(mapping.rules.map(({ key }) => key));
  return {
    dropped: each.mapping.rules.filter(({ key }) => !kept.has(key)).map(({ crmField }) => crmField),
    findings: checkMapping(mapping, fields),
  };
};
const named = DEFAULT_MAPPINGS.map((each) => [`${each.system} ${each.object}`, each] as const);

describe.each(named)('the default of %s, over the field list that its adapter reads', (_name, each) => {
  test('fits whole, and can be saved as it is', async () => {
    const { dropped, findings } = await metBy(each, { multiCurrency: true });
    expect(dropped).toEqual([]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test.each([
  ['that was told, it is beside every amount', 'EUR', []],
  ['that nobody told, no amount moves without one', null, ['Amount', 'CurrencyIsoCode']],
])('in an org with one currency %s', async (_, currency, missing) => {
  const opportunities = DEFAULT_MAPPINGS.find(({ object }) => object === 'Opportunity');
  if (opportunities === undefined) throw new Error('Opportunities have no default.');
  const { dropped } = await metBy(opportunities, { multiCurrency: false }, currency);
  expect(dropped).toEqual(missing);
});

test('what a list does not have is told by its name', async () => {
  const quotes = DEFAULT_MAPPINGS.find(({ system, object }) => system === 'hubspot' && object === 'quote');
  if (quotes === undefined) throw new Error('Quotes have no default.');
  const { findings } = await metBy(quotes, { multiCurrency: false });
  expect(findings).toEqual([
    expect.objectContaining({
      code: 'picklistGap',
      severity: 'caution',
      values: ['Declined, Expired', 'Quote Status'],
    }),
  ]);
});
