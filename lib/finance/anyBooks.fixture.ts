import fc from 'fast-check';
import type { CustomerDocuments, LedgerCreditNote, LedgerInvoice, LedgerPayment } from './ledger.ts';
import { sum } from './money.ts';

export const amount = fc.integer({ min: 1, max: 999_999_999_999 });
const twoDigits = (part: number) => String(part).padStart(2, '0');
/** January 2026 to June 2027. */
const isoDate = fc
  .tuple(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, day]) => `${2026 + Math.floor(month / 12)}-${twoDigits((month % 12) + 1)}-${twoDigits(day)}`);
const booked = fc.constantFrom(
  { currency: 'EUR', bookedRate: '1' },
  { currency: 'USD', bookedRate: '0.9251' },
  { currency: 'JPY', bookedRate: '0.00612' },
  { currency: 'KWD', bookedRate: '2.9876' },
);
const state = fc.constantFrom('posted' as const, 'posted' as const, 'draft' as const, 'cancelled' as const);

export const invoice = fc
  .record({
    date: isoDate,
    booked,
    state,
    disputed: fc.boolean(),
    instalments: fc.array(fc.record({ due: isoDate, amount, writtenOff: fc.integer({ min: 0, max: 1 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ booked, ...row }) => ({
    ...row,
    ...booked,
    type: 'invoice' as const,
    net: sum(row.instalments.map((each) => each.amount)),
    tax: 0,
  }));

/** A settling document takes its share of the first instalment of the invoice it is drawn for. */
const settling = fc.record({
  date: isoDate,
  amount,
  booked,
  state,
  share: fc.integer({ min: 0, max: 100 }),
  target: fc.nat(),
});

const order = fc
  .record({
    date: isoDate,
    booked,
    state: fc.constantFrom('draft' as const, 'confirmed' as const, 'cancelled' as const, 'closed' as const),
    lines: fc.array(
      fc.record({
        quantity: fc.constantFrom('1', '2.5', '10'),
        unitPrice: fc.integer({ min: 0, max: 1_000_000 }),
        taxRate: fc.constantFrom('0', '0.07', '0.19'),
        invoicedQuantity: fc.constantFrom('0', '1', '11'),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ booked, ...row }) => ({ ...row, ...booked }));

/** One customer's books: credit notes and payments settle at most what is there, in the currency of what they settle. */
export const documents: fc.Arbitrary<CustomerDocuments> = fc
  .record({
    invoices: fc.array(invoice, { maxLength: 5 }),
    creditNotes: fc.array(settling, { maxLength: 3 }),
    payments: fc.array(settling, { maxLength: 4 }),
    orders: fc.array(order, { maxLength: 3 }),
  })
  .map(({ invoices, creditNotes, payments, orders }) => {
    const posted: LedgerInvoice[] = invoices.map((row, index) => ({ ...row, id: `I${index}` }));
    const against = ({
      target,
      share,
      amount,
      booked,
    }: {
      target: number;
      share: number;
      amount: number;
      booked: { currency: string; bookedRate: string };
    }) => {
      const settled = posted[target % Math.max(posted.length, 1)];
      if (settled === undefined || settled.state !== 'posted') return { ...booked, allocations: [] };
      const given = Math.floor((Math.min(amount, settled.instalments[0]?.amount ?? 0) / 100) * share);
      return {
        currency: settled.currency,
        bookedRate: booked.currency === settled.currency ? booked.bookedRate : settled.bookedRate,
        allocations: [{ invoice: settled.id, instalment: 0, amount: given }],
      };
    };
    return {
      invoices: [
        ...posted,
        ...creditNotes.map(
          (row, index): LedgerCreditNote => ({
            id: `K${index}`,
            type: 'creditNote',
            state: row.state,
            date: row.date,
            net: row.amount,
            tax: 0,
            ...against(row),
          }),
        ),
      ],
      payments: payments.map(
        (row, index): LedgerPayment => ({
          id: `P${index}`,
          date: row.date,
          amount: row.amount,
          ...against(row),
        }),
      ),
      orders: orders.map((row, index) => ({ ...row, id: `S${index}` })),
    };
  });
