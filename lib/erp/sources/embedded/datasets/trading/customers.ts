import type { Books, BooksCustomer } from '../../books/format.ts';
import type { DatasetCurrency } from '../currencies.ts';
import type { Random } from '../random.ts';
import {
  divisions,
  familyNames,
  firstWords,
  givenNames,
  type Place,
  places,
  roles,
  salespeople,
  trades,
} from './words.ts';

type Contact = NonNullable<Books['contacts']>[number];

/** A customer with what its documents depend on. */
export interface TradingCustomer {
  readonly row: BooksCustomer;
  readonly currency: DatasetCurrency;
  readonly taxRate: string;
}

const host = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

const phoneIn = ({ phone }: Place, random: Random) => phone.replace(/#/g, () => String(random.between(0, 9)));

const customer = (
  index: number,
  called: { name: string; domain: string; industry: string },
  place: Place,
  random: Random,
): TradingCustomer => ({
  currency: place.currency,
  taxRate: place.taxRate,
  row: {
    id: `C${String(index + 1).padStart(3, '0')}`,
    name: `${called.name} ${place.legalForm}`,
    currency: place.currency,
    creditLimit: random.pick([null, 25_000_000, 40_000_000, 90_000_000]),
    creditHold: false,
    website: `https://www.${called.domain}`,
    email: `office@${called.domain}`,
    phone: phoneIn(place, random),
    city: random.pick(place.cities),
    country: place.country,
    industry: called.industry,
    ...random.pick(salespeople),
  },
});

/** So many companies with invented names, all different; addresses under `.example`, which nobody can register (RFC 2606). */
export const inventCustomers = (count: number, random: Random): TradingCustomer[] => {
  const names = firstWords.flatMap((first) =>
    trades.map((trade) => ({ ...trade, name: `${first} ${trade.word}` })),
  );
  return random
    .shuffle(names)
    .slice(0, count)
    .map(({ name, industry }, index) =>
      customer(index, { name, industry, domain: `${host(name)}.example` }, random.pick(places), random),
    );
};

/**
 * Makes some customers the daughters of another: they take its name and domain, and in every other family its credit limit.
 * Families are made of neighbours in the list: every `every`-th customer is a parent of the next `children`, at most three.
 */
export const intoFamilies = (
  customers: readonly TradingCustomer[],
  { every, children }: { readonly every: number; readonly children: number },
): TradingCustomer[] =>
  customers.map((member, index) => {
    const place = index % every;
    const parent = customers[index - place];
    const division = divisions[place - 1];
    if (division === undefined || place > children || parent === undefined) return member;
    const family = parent.row.name.split(' ').slice(0, 2).join(' ');
    const domain = `${host(family)}.example`;
    const { row } = member;
    return {
      ...member,
      row: {
        ...row,
        name: `${family} ${division} ${row.name.split(' ').at(-1)}`,
        website: `https://www.${domain}`,
        email: `${host(division)}@${domain}`,
        parent: parent.row.id,
        sharesParentLimit: Math.floor(index / every) % 2 === 0,
      },
    };
  });

/** One to three people at each customer. */
export const inventContacts = (customers: readonly TradingCustomer[], random: Random): Contact[] =>
  customers
    .flatMap(({ row }) =>
      random
        .shuffle(givenNames)
        .slice(0, random.between(1, 3))
        .map((given) => ({ row, given, family: random.pick(familyNames), role: random.pick(roles) })),
    )
    .map(({ row, given, family, role }, index) => ({
      id: `T${String(index + 1).padStart(4, '0')}`,
      customer: row.id,
      name: `${given} ${family}`,
      role,
      email: `${host(given)}.${host(family)}@${row.email?.split('@')[1]}`,
      phone: row.phone ?? null,
    }));
