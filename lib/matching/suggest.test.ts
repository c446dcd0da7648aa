import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerSummary } from '../erp/api/customer.ts';
import { matchSuggestion } from '../erp/api/match.ts';
import { matchReason } from '../erp/api/matchReason.ts';
import { comparisons } from './evidence.ts';
import type { Candidate } from './identity.ts';
import { keysOfCustomer, keysOfQuery } from './keys.ts';
import { score } from './score.ts';
import { suggest } from './suggest.ts';

const customer = (over: Partial<Omit<Candidate, 'id'>> & { id: string }) =>
  customerSummary.parse({
    name: 'Brightwater Logistics GmbH',
    currency: 'EUR',
    parent: null,
    creditHold: false,
    creditLimit: null,
    website: null,
    email: null,
    phone: null,
    city: null,
    country: null,
    industry: null,
    links: [],
    ...over,
  });

const anybody = fc.record({
  id: fc.string({ minLength: 1, maxLength: 8 }),
  name: fc.constantFrom('Müller GmbH', 'Mueller', 'Acme', '', 'GmbH', '山田商事', 'Nordic Timber', '?'),
  website: fc.constantFrom(null, 'acme.com', 'https://mueller.de', 'gmail.com', ''),
  email: fc.constantFrom(null, 'info@acme.com', 'someone@gmail.com', 'broken@'),
  phone: fc.constantFrom(null, '+49 30 1234560', '030 1234560', 'x'),
  city: fc.constantFrom(null, 'Berlin', 'Bern', ''),
  country: fc.constantFrom(null, 'DE', 'CH', 'ZZ'),
});
const anyQuery = anybody.map(({ name, website, email, phone, city, country }) => ({
  name,
  domain: website ?? '',
  email: email ?? '',
  phone: phone ?? '',
  city: city ?? '',
  country: country ?? '',
}));

describe('what a score rests on', () => {
  test('every kind of reason in the contract has its comparison', () => {
    expect(Object.keys(comparisons).sort()).toEqual([...matchReason.shape.kind.options].sort());
  });

  test.each([
    ['the customer number in the CRM', { customKey: 'c-7' }, 'strong'],
    ['the same email address', { email: 'Office@brightwater.io' }, 'strong'],
    [
      'the same web domain and name',
      { domain: 'www.brightwater.io', name: 'Brightwater Logistics' },
      'strong',
    ],
    ['the same web domain', { domain: 'https://brightwater.io/about' }, 'likely'],
    [
      'the same phone number and name',
      { phone: '030 1234560', country: 'Germany', name: 'Brightwater Logistics' },
      'strong',
    ],
    ['the same name and place', { name: 'Brightwater Logistics', city: 'Berlin', country: 'DE' }, 'likely'],
    ['the same name', { name: 'Brightwater Logistics AG' }, 'likely'],
    ['part of the name', { name: 'Brightwater' }, 'possible'],
    ['another name', { name: 'Harbour Tools' }, null],
    ['nothing', {}, null],
  ])('%s', (_, query, band) => {
    const known = customer({
      id: 'C-7',
      website: 'brightwater.io',
      email: 'office@brightwater.io',
      phone: '+49 30 1234560',
      city: 'Berlin',
      country: 'DE',
    });
    expect(score(query, known).band).toBe(band);
  });

  test('each reason says what was compared and what it was worth', () => {
    const answer = score(
      { name: 'Müller', domain: 'mueller.de', city: 'München', country: 'Germany' },
      customer({
        id: 'C1',
        name: 'Mueller GmbH',
        website: 'https://www.mueller.de',
        city: 'Hamburg',
        country: 'DE',
      }),
    );
    expect(answer).toEqual({
      score: 100,
      band: 'strong',
      reasons: [
        {
          kind: 'domain',
          effect: 'for',
          points: 70,
          crmValue: 'mueller.de',
          erpValue: 'https://www.mueller.de',
        },
        { kind: 'name', effect: 'for', points: 45, crmValue: 'Müller', erpValue: 'Mueller GmbH' },
        { kind: 'country', effect: 'for', points: 5, crmValue: 'Germany', erpValue: 'DE' },
        { kind: 'city', effect: 'against', points: 8, crmValue: 'München', erpValue: 'Hamburg' },
      ],
    });
  });

  test('the same name in another country, on another domain, is hardly a suggestion', () => {
    const here = customer({ id: 'C1', website: 'brightwater.io', city: 'Berlin', country: 'DE' });
    const query = {
      name: 'Brightwater Logistics',
      domain: 'brightwater.com.au',
      city: 'Perth',
      country: 'AU',
    };
    const answer = score(query, here);
    expect(answer.band).toBeNull();
    expect(answer.reasons.filter(({ effect }) => effect === 'against').map(({ kind }) => kind)).toEqual([
      'domain',
      'country',
      'city',
    ]);
  });

  test('two companies at one free-mail provider have nothing in common', () => {
    const answer = score(
      { name: 'Harbour Tools', email: 'harbour@gmail.com', domain: 'gmail.com' },
      customer({ id: 'C1', email: 'brightwater@gmail.com', website: 'gmail.com' }),
    );
    expect(answer.reasons.map(({ kind, effect }) => [kind, effect])).toEqual([['name', 'against']]);
    expect(answer.band).toBeNull();
  });

  test('a free-mail address itself is still somebody’s own', () => {
    expect(
      score({ email: 'harbour@gmail.com' }, customer({ id: 'C1', email: 'harbour@gmail.com' })).band,
    ).toBe('strong');
  });

  test('a different customer number speaks against a match', () => {
    const query = { name: 'Brightwater Logistics', customKey: 'C2' };
    expect(score(query, customer({ id: 'C1' })).score).toBeLessThan(
      score({ name: query.name }, customer({ id: 'C1' })).score,
    );
  });

  test('a name and a place, however alike, never make a strong match', () => {
    fc.assert(
      fc.property(anyQuery, anybody, (query, candidate) => {
        const { name, city, country } = query;
        expect(score({ name, city, country }, customer(candidate)).band).not.toBe('strong');
      }),
    );
  });
});

describe('suggestions', () => {
  const group = [
    customer({ id: 'C3', name: 'Brightwater Logistics Austria', website: 'brightwater.io' }),
    customer({ id: 'C1', name: 'Brightwater Logistics', website: 'brightwater.io' }),
    customer({ id: 'C2', name: 'Brightwater Logistics', website: 'brightwater.io' }),
    customer({ id: 'C4', name: 'Harbour Tools' }),
  ];

  test('the best comes first, equals by customer id, strangers not at all', () => {
    const found = suggest({ name: 'Brightwater Logistics', domain: 'brightwater.io' }, group);
    expect(found.map((each) => each.customer.id)).toEqual(['C1', 'C2', 'C3']);
  });

  test('names that begin otherwise are not even compared, so that a search needs an index and not every customer', () => {
    const query = { name: 'Prightwater' };
    const alike = customer({ id: 'C1', name: 'Brightwater' });
    expect(score(query, alike).band).toBe('possible');
    expect(suggest(query, [alike])).toEqual([]);
  });

  test('no more than asked for', () => {
    expect(suggest({ domain: 'brightwater.io' }, group, 2)).toHaveLength(2);
  });

  test('each fits the contract', () => {
    const [first] = suggest({ name: 'Brightwater Logistics', domain: 'brightwater.io' }, group);
    expect(matchSuggestion.parse(first)).toEqual(first);
  });

  test('any query against any customers: same answer in any order, every score explained by its points', () => {
    fc.assert(
      fc.property(anyQuery, fc.uniqueArray(anybody, { selector: ({ id }) => id }), (query, people) => {
        const customers = people.map(customer);
        const found = suggest(query, customers);
        expect(suggest(query, customers.toReversed())).toEqual(found);
        for (const { score, reasons } of found) {
          const points = reasons.reduce(
            (total, each) => total + (each.effect === 'for' ? 1 : -1) * each.points,
            0,
          );
          expect(score).toBe(Math.min(100, points));
        }
      }),
    );
  });

  test('blocking hides nobody who would be suggested, save by names that begin otherwise', () => {
    fc.assert(
      fc.property(anyQuery, anybody, (query, candidate) => {
        const one = customer(candidate);
        const { band, reasons } = score(query, one);
        const byName = reasons.every(
          ({ kind, effect }) => effect === 'against' || ['name', 'city', 'country'].includes(kind),
        );
        if (band !== null && !byName) expect(suggest(query, [one])).toHaveLength(1);
      }),
    );
  });
});

describe('blocking keys', () => {
  test('a query and a customer that mean the same company share keys of every kind', () => {
    const query = {
      name: 'Müller & Söhne',
      domain: 'www.mueller.de',
      email: 'info@mueller.de',
      phone: '030 1234560',
      country: 'Germany',
      customKey: 'C1',
    };
    const same = customer({
      id: 'c1',
      name: 'Mueller und Soehne GmbH',
      website: 'https://mueller.de',
      email: 'INFO@mueller.de',
      phone: '+49 30 1234560',
    });
    expect(keysOfQuery(query)).toEqual([
      'key:c1',
      'email:info@mueller.de',
      'domain:mueller.de',
      'phone:+49301234560',
      'name:mul',
      'name:soh',
    ]);
    expect(keysOfCustomer(same)).toEqual(keysOfQuery(query));
  });

  test('what is empty or shared by strangers gives no key', () => {
    expect(keysOfQuery({ name: ' ', domain: 'gmail.com', email: 'x', phone: '?', customKey: ' ' })).toEqual(
      [],
    );
  });
});
