// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { CUSTOMER_FIELDS } from '../erp/sources/embedded/records/fields/customer.ts';
import { OPPORTUNITY_FIELDS } from '../erp/sources/embedded/records/fields/opportunity.ts';
import { isInCompanyCurrency, withCurrencies } from './currencies.ts';
import { toMapping } from './toMapping.ts';

const mapped = (...erpFields: string[]) =>
  toMapping({
    version: 1,
    mapping: {
      rules: erpFields.map((erpField) => ({
        ...{ key: erpField, crmField: erpField, erpField, steps: [], group: null, askAbove: null },
        ...{ blanks: 'keep', flow: { direction: 'toCrm', firstTime: 'source' } },
      })),
    },
  });
const currencies = (...args: Parameters<typeof withCurrencies>) =>
  withCurrencies(...args).rules.map(({ currency }) => currency ?? null);

describe('a rule that carries an amount', () => {
  it('knows that it is in the currency of its record', () => {
    const mapping = mapped('amount', 'name');
    expect(currencies(mapping, OPPORTUNITY_FIELDS, null)).toEqual([{ erpField: 'currency' }, null]);
    expect(isInCompanyCurrency(mapping, OPPORTUNITY_FIELDS)).toBe(false);
  });

  it('knows that it is in the company’s, once there are books', () => {
    const mapping = mapped('creditLimit', 'gone');
    expect(currencies(mapping, CUSTOMER_FIELDS, 'EUR')).toEqual([{ code: 'EUR' }, null]);
    expect(currencies(mapping, CUSTOMER_FIELDS, null)).toEqual([null, null]);
    expect(isInCompanyCurrency(mapping, CUSTOMER_FIELDS)).toBe(true);
  });
});
