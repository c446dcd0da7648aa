/**
 * What a customer owes, worked out a second time and in another way than the product does: a running ledger in exact fractions,
 * no shared code with `lib/finance`. `npm start -- --check` and the end-to-end tests compare the painted panel with this.
 */
import type { Books } from '../../lib/erp/sources/embedded/books/format.ts';

/** An exact number of company-currency minor units: numerator / denominator. */
interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** Amounts in minor units of the company's currency. `credit`: null = no limit set. */
export interface Reckoned {
  readonly currency: string;
  readonly arBalance: bigint;
  readonly overdue: bigint;
  readonly aging: readonly [bigint, bigint, bigint, bigint, bigint];
  readonly unapplied: bigint;
  /** What is open on disputed invoices, in minor units of each currency that has some. */
  readonly disputed: ReadonlyMap<string, bigint>;
  /** What is not invoiced yet of confirmed orders. */
  readonly openOrders: bigint;
  readonly creditLimit: bigint | null;
  readonly availableCredit: bigint | null;
}

/** Minor-unit digits of ISO 4217 where they are not two. */
const DIGITS = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);
const digitsOf = (currency: string): number => DIGITS.get(currency) ?? 2;

const decimal = (text: string): Fraction => {
  const negative = text.startsWith('-');
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const n = BigInt(whole + part);
  return { n: negative ? -n : n, d: 10n ** BigInt(part.length) };
};

/** Banker's rounding of a fraction to a whole number. */
const halfEven = ({ n, d }: Fraction): bigint => {
  const sign = n < 0n ? -1n : 1n;
  const size = n * sign;
  const floor = size / d;
  const twice = (size % d) * 2n;
  const up = twice > d || (twice === d && floor % 2n === 1n);
  return sign * (floor + (up ? 1n : 0n));
};

const times = (amount: bigint, ...factors: readonly Fraction[]): bigint =>
  halfEven(
    factors.reduce((product, factor) => ({ n: product.n * factor.n, d: product.d * factor.d }), {
      n: amount,
      d: 1n,
    }),
  );

const inCompanyCurrency = (amount: bigint, currency: string, rate: string, company: string): bigint => {
  const { n, d } = decimal(rate);
  const shift = digitsOf(company) - digitsOf(currency);
  return shift >= 0
    ? times(amount, { n: n * 10n ** BigInt(shift), d })
    : times(amount, { n, d: d * 10n ** BigInt(-shift) });
};

const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
const bucketOf = (days: number): number =>
  days <= 0 ? 0 : days <= 30 ? 1 : days <= 60 ? 2 : days <= 90 ? 3 : 4;

interface Cell {
  left: bigint;
  readonly currency: string;
  readonly rate: string;
  readonly due: string;
  readonly isDisputed: boolean;
}

const openOrdersOf = (books: Books, customer: string): bigint => {
  let sum = 0n;
  for (const order of books.orders) {
    if (order.customer !== customer || order.state !== 'confirmed') continue;
    for (const line of order.lines) {
      const ordered = decimal(line.quantity);
      const invoiced = decimal(line.invoicedQuantity);
      const left = { n: ordered.n * invoiced.d - invoiced.n * ordered.d, d: ordered.d * invoiced.d };
      if (left.n <= 0n) continue;
      const rate = decimal(line.taxRate);
      const net = times(BigInt(line.unitPrice), left);
      const tax = times(net, rate);
      sum += inCompanyCurrency(net + tax, order.currency, order.bookedRate, books.company.currency);
    }
  }
  return sum;
};

export const reckon = (books: Books, customer: string, asOf: string): Reckoned => {
  const company = books.company.currency;
  const cells = new Map<string, Cell>();
  let unapplied = 0n;

  for (const document of books.invoices) {
    if (document.customer !== customer || document.state !== 'posted' || document.type !== 'invoice')
      continue;
    document.instalments.forEach((instalment, index) => {
      cells.set(`${document.id}#${index}`, {
        left: BigInt(instalment.amount) - BigInt(instalment.writtenOff ?? 0),
        currency: document.currency,
        rate: document.bookedRate,
        due: instalment.due,
        isDisputed: document.disputed === true,
      });
    });
  }
  const settle = (
    allocations: readonly {
      invoice: string;
      instalment: number;
      amount: number;
      discount?: number | undefined;
    }[],
  ): bigint => {
    let used = 0n;
    for (const { invoice, instalment, amount, discount } of allocations) {
      const cell = cells.get(`${invoice}#${instalment}`);
      // An invoice that is not posted counts nowhere, so nothing can have been spent on it: the money is still the customer's.
      if (cell === undefined) continue;
      used += BigInt(amount);
      cell.left -= BigInt(amount) + BigInt(discount ?? 0);
    }
    return used;
  };
  for (const note of books.invoices) {
    if (note.customer !== customer || note.state !== 'posted' || note.type !== 'creditNote') continue;
    const rest = BigInt(note.net) + BigInt(note.tax) - settle(note.allocations);
    unapplied += inCompanyCurrency(rest, note.currency, note.bookedRate, company);
  }
  for (const payment of books.payments) {
    if (payment.customer !== customer) continue;
    const rest = BigInt(payment.amount) - settle(payment.allocations);
    unapplied += inCompanyCurrency(rest, payment.currency, payment.bookedRate, company);
  }

  const aging: [bigint, bigint, bigint, bigint, bigint] = [0n, 0n, 0n, 0n, 0n];
  const disputed = new Map<string, bigint>();
  for (const cell of cells.values()) {
    if (cell.isDisputed && cell.left !== 0n)
      disputed.set(cell.currency, (disputed.get(cell.currency) ?? 0n) + cell.left);
    const bucket = bucketOf(dayNumber(asOf) - dayNumber(cell.due)) as 0 | 1 | 2 | 3 | 4;
    aging[bucket] += inCompanyCurrency(cell.left, cell.currency, cell.rate, company);
  }
  const overdue = aging[1] + aging[2] + aging[3] + aging[4];
  const arBalance = aging[0] + overdue - unapplied;
  return {
    currency: company,
    arBalance,
    overdue,
    aging,
    unapplied,
    disputed,
    openOrders: openOrdersOf(books, customer),
    ...creditOf(books, customer, asOf, arBalance),
  };
};

const creditOf = (
  books: Books,
  id: string,
  asOf: string,
  arBalance: bigint,
): Pick<Reckoned, 'creditLimit' | 'availableCredit'> => {
  const customer = books.customers.find((candidate) => candidate.id === id);
  if (customer === undefined) throw new Error(`The books hold no customer ${id}.`);
  const holder = holderOf(books, id);
  const limit = books.customers.find((candidate) => candidate.id === holder)?.creditLimit ?? null;
  if (limit === null) return { creditLimit: null, availableCredit: null };
  let used = arBalance + openOrdersOf(books, id);
  for (const other of books.customers) {
    if (other.id !== id && holderOf(books, other.id) === holder)
      used += ownBalance(books, other.id, asOf) + openOrdersOf(books, other.id);
  }
  return { creditLimit: BigInt(limit), availableCredit: BigInt(limit) - used };
};

/** Whose limit counts: up the family as long as each shares its parent's. */
const holderOf = (books: Books, id: string): string => {
  const customer = books.customers.find((candidate) => candidate.id === id);
  return customer?.sharesParentLimit === true && customer.parent ? holderOf(books, customer.parent) : id;
};

const ownBalance = (books: Books, customer: string, asOf: string): bigint =>
  reckon(
    {
      ...books,
      customers: books.customers.map((c) => ({ ...c, sharesParentLimit: false, creditLimit: null })),
    },
    customer,
    asOf,
  ).arBalance;

/** "€1,234.56": written out digit by digit, so that the painted text is compared with something that no formatter shares. */
export const written = (amount: bigint, currency: string): string => {
  const digits = digitsOf(currency);
  const size = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  const whole = digits === 0 ? size : size.slice(0, -digits);
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const symbol: string = { EUR: '€', USD: '$', GBP: '£', JPY: '¥' }[currency] ?? `${currency} `;
  return `${amount < 0n ? '-' : ''}${symbol}${grouped}${digits === 0 ? '' : `.${size.slice(-digits)}`}`;
};
