import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CrmSystem, crmSystem, recordRef } from '../erp/api/record.ts';
import { CRM_API_MATCHES } from './apiHosts.ts';
import { hubspotExamples } from './hubspot/page.examples.ts';
import type { PageExamples } from './pageExample.ts';
import { CRM_PAGES, recordPageOf } from './pages.ts';
import { salesforceExamples } from './salesforce/page.examples.ts';
import { recordId18 } from './salesforce/recordId.ts';

const EXAMPLES: Record<CrmSystem, PageExamples> = {
  salesforce: salesforceExamples,
  hubspot: hubspotExamples,
};

test('every CRM of the contract is in the registry, once', () => {
  expect(CRM_PAGES.map(({ system }) => system).sort()).toEqual([...crmSystem.options].sort());
});

describe.each(CRM_PAGES)('$system', ({ system, matches, recordOf, urlOf }) => {
  const { records, others } = EXAMPLES[system];

  test.each(records)('$url is $is', ({ url, is, kind }) => {
    const { hostname } = new URL(url);
    const [org, object, id] = is.split('/');
    expect(recordOf(new URL(url))).toEqual({ record: { system, org, object, id }, kind, host: hostname });
    expect(recordPageOf(new URL(url))).toEqual(recordOf(new URL(url)));
  });

  test.each(others)('%s is no record page', (url) => {
    expect(recordPageOf(new URL(url))).toBeNull();
  });

  test('every kind of record has an example', () => {
    expect(records.length).toBeGreaterThan(9);
    expect(others.length).toBeGreaterThan(9);
    expect(new Set(records.map(({ kind }) => kind))).toContain('account');
  });

  test.each(records)('the address made for $is leads to the same record', ({ url }) => {
    const page = recordOf(new URL(url));
    expect(page).not.toBeNull();
    if (page !== null) expect(recordOf(new URL(urlOf(page.record, page.host)))).toEqual(page);
  });

  test('its pages lie inside its match patterns, and a pattern names its host', () => {
    for (const pattern of matches)
      expect(pattern).toMatch(/^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+){2,4}\/\*$/);
    const inside = (host: string) =>
      matches.some((pattern) => {
        const name = pattern.slice('https://'.length, -'/*'.length);
        return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
      });
    for (const { url } of records) expect(inside(new URL(url).hostname)).toBe(true);
  });

  test('an address made from hostile parts stays on the CRM', () => {
    const record = { system, org: 'evil.example', object: 'company', id: '1' };
    const { hostname } = new URL(urlOf(record, 'evil.example'));
    expect(hostname).toMatch(/\.(lightning\.force|hubspot)\.com$/);
  });
});

test('a custom object of HubSpot goes by its type id', () => {
  const record = { system: 'hubspot' as const, org: '4711', object: '2-3456789', id: '777' };
  const hubspot = CRM_PAGES.find(({ system }) => system === 'hubspot');
  expect(hubspot?.urlOf(record, 'app-eu1.hubspot.com')).toBe(
    'https://app-eu1.hubspot.com/contacts/4711/record/2-3456789/777',
  );
});

test('the API hosts are those of each cloud of Salesforce, and the one of HubSpot', () => {
  expect(CRM_API_MATCHES).toEqual([
    'https://*.my.salesforce.com/*',
    'https://*.my.sfcrmproducts.cn/*',
    'https://*.my.salesforce.mil/*',
    'https://api.hubapi.com/*',
  ]);
});

describe('any address', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'lightning',
      'r',
      'Account',
      '001Hs00003AbCdE',
      'view',
      'contacts',
      'record',
      '0-2',
      '__proto__',
    ),
    fc.string(),
  );
  const anywhere = fc.record({
    hostname: fc.oneof(fc.constantFrom('acme.lightning.force.com', 'app.hubspot.com'), fc.string()),
    pathname: fc.array(piece, { maxLength: 7 }).map((parts) => `/${parts.join('/')}`),
    search: fc.oneof(
      fc.string().map((text) => `?ws=${text}`),
      fc.string(),
    ),
  });

  test('never throws, and what is found is a well-formed record', () => {
    fc.assert(
      fc.property(anywhere, (location) => {
        const page = recordPageOf(location);
        if (page !== null) expect(recordRef.safeParse(page.record).success).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('any real URL is survived', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        recordPageOf(new URL(url));
      }),
    );
  });
});

describe('record ids', () => {
  test.each([
    ['001D000000IqhSL', '001D000000IqhSLIAZ'],
    ['001D000000IqhSLIAZ', '001D000000IqhSLIAZ'],
    ['001000000000001', '001000000000001AAA'],
    ['AAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAA555'],
    ['001d000000iqhslIAZ', null],
    ['001D000000IqhS', null],
    ['', null],
    ['001D000000Iqh-L', null],
  ])('%s → %s', (id, expected) => {
    expect(recordId18(id)).toBe(expected);
  });

  test('two ids that differ in case alone differ in the last three too', () => {
    const id15 = fc.stringMatching(/^[A-Za-z0-9]{15}$/);
    fc.assert(
      fc.property(id15, (id) => {
        const id18 = recordId18(id) ?? '';
        expect(id18).toHaveLength(18);
        expect(recordId18(id18)).toBe(id18);
        const swapped = id.replace(/[A-Za-z]/, (c) =>
          c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase(),
        );
        if (swapped !== id) expect((recordId18(swapped) ?? '').slice(15)).not.toBe(id18.slice(15));
      }),
    );
  });
});
