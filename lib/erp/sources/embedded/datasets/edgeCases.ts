import type { BooksCustomer } from '../books/format.ts';
import type { Invoice, Ledger } from './ledger.ts';

interface Scene {
  readonly customer: string;
  readonly ledger: Ledger;
  /** Another amount each time, from the seed. */
  amount(): number;
}

interface EdgeCase extends Partial<Omit<BooksCustomer, 'id' | 'name'>> {
  readonly name: string;
  readonly act?: (scene: Scene) => void;
}

type Terms = Partial<Pick<Invoice, 'currency' | 'bookedRate' | 'state' | 'disputed'>>;

const head = ({ customer, ledger }: Scene, daysAgo: number) => ({
  customer,
  date: ledger.daysAgo(daysAgo),
  currency: 'EUR',
  bookedRate: '1',
});

/** An invoice in equal instalments that fall due so many days ago. */
const owes = (scene: Scene, dueDaysAgo: readonly number[], each: number, terms: Terms = {}): Invoice =>
  scene.ledger.plainInvoice({
    ...head(scene, Math.max(...dueDaysAgo) + 30),
    state: 'posted',
    ...terms,
    net: each * dueDaysAgo.length,
    instalments: dueDaysAgo.map((days) => ({ due: scene.ledger.daysAgo(days), amount: each })),
  });

const pays = (
  scene: Scene,
  amount: number,
  against: { invoice: Invoice; amount: number; discount?: number }[],
) =>
  scene.ledger.payment({
    ...head(scene, 3),
    amount,
    allocations: against.map(({ invoice, ...given }) => ({ invoice: invoice.id, instalment: 0, ...given })),
  });

const credits = (scene: Scene, net: number, against: { invoice: Invoice; amount: number }[]) =>
  scene.ledger.creditNote({
    ...head(scene, 5),
    state: 'posted',
    net,
    tax: 0,
    allocations: against.map(({ invoice, amount }) => ({ invoice: invoice.id, instalment: 0, amount })),
  });

const orders = (
  scene: Scene,
  state: 'draft' | 'confirmed' | 'cancelled' | 'closed',
  invoicedQuantity: string,
) =>
  scene.ledger.order({
    ...head(scene, 8),
    state,
    lines: [{ quantity: '2.5', unitPrice: 33_333, taxRate: '0.07', invoicedQuantity }],
  });

export const edgeCases: readonly EdgeCase[] = [
  { name: 'Leere Blätter GmbH' },
  { name: 'Null Kredit KG', creditLimit: 0 },
  {
    name: 'Five Purses Trading Ltd',
    creditLimit: 90_000_000,
    act: (scene) => {
      const purses = { EUR: '1', USD: '0.9250', JPY: '0.00612', KWD: '2.9876', CHF: '1.0441' };
      for (const [currency, bookedRate] of Object.entries(purses)) {
        owes(scene, [12], scene.amount(), { currency, bookedRate });
      }
    },
  },
  {
    name: 'Gutschrift & Söhne AG',
    act: (scene) => {
      const invoice = owes(scene, [16], 119_000);
      credits(scene, 47_600, [{ invoice, amount: 20_000 }]);
      credits(scene, scene.amount(), []);
    },
  },
  {
    name: 'Teilzahlung Brandt e.K.',
    act: (scene) => {
      const invoice = owes(scene, [45], 238_000);
      pays(scene, 100_000, [{ invoice, amount: 100_000 }]);
      pays(scene, 38_001, [{ invoice, amount: 38_000 }]);
    },
  },
  { name: 'Ratenkauf Möbel GmbH', act: (scene) => owes(scene, [120, 75, 45, 15, -15], scene.amount()) },
  {
    name: 'Boundary Days BV',
    act: (scene) => owes(scene, [-1, 0, 1, 30, 31, 60, 61, 90, 91], scene.amount()),
  },
  {
    name: 'Hollenbeck Maschinenbau GmbH',
    city: 'Bremen',
    country: 'DE',
    website: 'https://hollenbeck.example',
  },
  {
    name: 'Hollenbeck Maschinen-Bau GmbH',
    city: 'Bremen',
    country: 'DE',
    website: 'https://hollenbeck.example',
  },
  { name: 'Hollenbek Maschinenbau GmbH & Co. KG', city: 'Bern', country: 'CH' },
  { name: 'Internationale Gesellschaft für besonders lange Firmennamen.' },
  {
    name: 'Prepaid Plus SARL',
    creditLimit: 100_000,
    act: (scene) => pays(scene, 500_000, [{ invoice: owes(scene, [-20], 23_800), amount: 23_800 }]),
  },
  { name: 'Refund Due Oy', act: (scene) => pays(scene, -scene.amount(), []) },
  {
    name: 'Milliardenbau SE',
    creditLimit: 999_999_999_999,
    act: (scene) =>
      owes(scene, [20], 700_000_000_000 + scene.amount(), { currency: 'USD', bookedRate: '0.92501234' }),
  },
  { name: 'On Hold Spedition GmbH', creditHold: true, act: (scene) => owes(scene, [65], scene.amount()) },
  {
    name: 'Streitfall Optik GmbH',
    act: (scene) => {
      owes(scene, [40], scene.amount(), { disputed: true });
      owes(scene, [-5], scene.amount());
    },
  },
  { name: 'Zero Sum Services', act: (scene) => owes(scene, [10], 0) },
  {
    name: 'Entwurf und Storno KG',
    act: (scene) => {
      owes(scene, [-30], scene.amount(), { state: 'draft' });
      owes(scene, [30], scene.amount(), { state: 'cancelled' });
    },
  },
  {
    name: 'Skonto & Partner',
    act: (scene) =>
      pays(scene, 11_662, [{ invoice: owes(scene, [25], 11_900), amount: 11_662, discount: 238 }]),
  },
  {
    name: 'Order Book SpA',
    creditLimit: 50_000,
    act: (scene) => {
      orders(scene, 'confirmed', '0');
      orders(scene, 'confirmed', '2.5');
      orders(scene, 'confirmed', '3');
      orders(scene, 'closed', '1');
      orders(scene, 'draft', '0');
      orders(scene, 'cancelled', '0');
    },
  },
  {
    name: '株式会社山風商事',
    currency: 'JPY',
    country: 'JP',
    city: '大阪市',
    act: (scene) => owes(scene, [33], scene.amount(), { currency: 'JPY', bookedRate: '0.0061' }),
  },
  {
    name: 'شركة الأفق الأخضر',
    currency: 'KWD',
    country: 'KW',
    act: (scene) => owes(scene, [2], scene.amount(), { currency: 'KWD', bookedRate: '2.98' }),
  },
  {
    name: 'Muttergesellschaft Holding AG',
    creditLimit: 1_000_000,
    act: (scene) => owes(scene, [-3], 400_000),
  },
  {
    name: 'Tochter Nord GmbH',
    parent: 'E23',
    sharesParentLimit: true,
    act: (scene) => owes(scene, [-4], 500_000),
  },
  {
    name: 'Tochter Süd GmbH',
    parent: 'E23',
    sharesParentLimit: true,
    creditLimit: 5,
    act: (scene) => owes(scene, [-6], 200_000),
  },
];
