import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aging, companyFigures, customerSample } from '../panel/samples/customers.ts';
import { shares } from './aging.ts';
import { disputedOf } from './disputed.ts';
import { totalOf } from './total.ts';

const owing = (
  id: string,
  perCurrency: Record<string, ReturnType<typeof aging>>,
  company = companyFigures(),
) => customerSample({ id, figures: { asOf: '2026-11-20', perCurrency, company } });

describe('the total of several customers', () => {
  it('adds every bucket, the balance, open orders, and each currency to its own', () => {
    const total = totalOf([
      owing('G01', { EUR: aging(), USD: aging() }),
      owing('G02', { EUR: aging(), JPY: aging() }),
    ]);
    expect(total?.company).toMatchObject({
      currency: 'EUR',
      current: 119000,
      d90plus: 19800,
      unapplied: 72400,
      overdue: 404500,
      arBalance: 451100,
      openOrders: { count: 4, uninvoiced: 952000 },
    });
    expect(Object.keys(total?.perCurrency ?? {}).sort()).toEqual(['EUR', 'JPY', 'USD']);
    expect(total?.perCurrency.EUR?.disputed).toBe(24700);
    expect(total?.perCurrency.USD?.disputed).toBe(12350);
  });

  it('of one customer is what it owes', () => {
    expect(totalOf([customerSample()])?.company.arBalance).toBe(225550);
  });

  it('does not exist where their company currencies differ, nor for nobody', () => {
    expect(totalOf([customerSample(), owing('G02', {}, companyFigures({ currency: 'CHF' }))])).toBeNull();
    expect(totalOf([])).toBeNull();
  });

  it('is the same in any order', () => {
    const customers = [1, 2, 3].map((n) =>
      owing(`G0${n}`, { EUR: aging({ disputed: n }) }, companyFigures({ arBalance: n * 1000 })),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(customers, { minLength: 3 }), (shuffled) => {
        expect(totalOf(shuffled)?.company.arBalance).toBe(6000);
        expect(totalOf(shuffled)?.perCurrency.EUR?.disputed).toBe(6);
      }),
    );
  });
});

describe('what is disputed', () => {
  it('is told in the currencies it is disputed in', () => {
    const total = totalOf([owing('G01', { EUR: aging({ disputed: 0 }), USD: aging({ disputed: 500 }) })]);
    expect(total && disputedOf(total)).toEqual([{ amount: 500, currency: 'USD' }]);
  });

  it('is one zero in company currency where nothing is', () => {
    const total = totalOf([owing('G01', {})]);
    expect(total && disputedOf(total)).toEqual([{ amount: 0, currency: 'EUR' }]);
  });
});

describe("the bar's parts", () => {
  it('are the buckets in percent', () => {
    expect(shares({ current: 50, d1_30: 25, d31_60: 25, d61_90: 0, d90plus: 0 })).toEqual({
      current: 50,
      d1_30: 25,
      d31_60: 25,
      d61_90: 0,
      d90plus: 0,
    });
  });

  it('have no length where nothing is open or more was credited than billed', () => {
    expect(Object.values(shares({ current: 0, d1_30: 0, d31_60: 0, d61_90: 0, d90plus: 0 }))).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(shares({ current: -10, d1_30: 20, d31_60: 0, d61_90: 0, d90plus: 0 })).toMatchObject({
      current: 0,
      d1_30: 100,
    });
  });
});
