import { expect, test } from 'vitest';
import type { LedgerCreditNote, LedgerPayment } from '../ledger.ts';
import { settledBy } from './settledBy.ts';

const money = { currency: 'EUR', bookedRate: '1' };
const against = (invoice: string, amount: number, discount?: number) => ({
  invoice,
  instalment: 0,
  amount,
  ...(discount === undefined ? {} : { discount }),
});
const payment = (id: string, date: string, ...allocations: LedgerPayment['allocations']): LedgerPayment => ({
  ...money,
  id,
  date,
  amount: 100,
  allocations,
});
const credit = (state: LedgerCreditNote['state']): LedgerCreditNote => ({
  ...money,
  id: 'C1',
  type: 'creditNote',
  state,
  date: '2026-10-02',
  net: 30,
  tax: 0,
  allocations: [against('I1', 30)],
});

test('an invoice is settled by its payments and credit notes, oldest first', () => {
  const settled = settledBy({
    invoices: [credit('posted')],
    payments: [
      payment('P2', '2026-10-03', against('I1', 40, 2), against('I2', 60)),
      payment('P1', '2026-10-01', against('I1', 10)),
    ],
  });
  expect(settled('I1')).toEqual([
    { document: 'P1', type: 'payment', date: '2026-10-01', instalment: 0, amount: 10, discount: 0 },
    { document: 'C1', type: 'creditNote', date: '2026-10-02', instalment: 0, amount: 30, discount: 0 },
    { document: 'P2', type: 'payment', date: '2026-10-03', instalment: 0, amount: 40, discount: 2 },
  ]);
  expect(settled('I3')).toEqual([]);
});

test.each(['draft', 'cancelled'] as const)('a %s credit note settles nothing', (state) => {
  expect(settledBy({ invoices: [credit(state)], payments: [] })('I1')).toEqual([]);
});
