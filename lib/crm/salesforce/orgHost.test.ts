import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { salesforceOrgOf } from './orgHost.ts';

test.each([
  ['acme.my.salesforce.com', 'acme.my.salesforce.com'],
  ['https://acme.my.salesforce.com/', 'acme.my.salesforce.com'],
  [' ACME.my.salesforce.com ', 'acme.my.salesforce.com'],
  ['acme.lightning.force.com', 'acme.my.salesforce.com'],
  ['https://acme.lightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view', 'acme.my.salesforce.com'],
  ['https://acme--uat.sandbox.lightning.force.com/', 'acme--uat.sandbox.my.salesforce.com'],
  ['acme-dev-ed.develop.my.salesforce.com', 'acme-dev-ed.develop.my.salesforce.com'],
  ['https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home', 'acme.my.salesforce.com'],
  ['https://acme.lightning.force.com.mcas.ms/lightning/page/home', 'acme.my.salesforce.com'],
  ['acme.lightning.sfcrmapps.cn', 'acme.my.sfcrmproducts.cn'],
  ['https://acme.setup.sfcrmproducts.cn/lightning/setup/SetupOneHome/home', 'acme.my.sfcrmproducts.cn'],
  ['acme--uat.sandbox.my.salesforce.mil', 'acme--uat.sandbox.my.salesforce.mil'],
  ['acme.lightning.crmforce.mil', 'acme.my.salesforce.mil'],
  ['acme.mcas.ms', null],
  ['login.salesforce.com', null],
  ['my.salesforce.com', null],
  ['acme.my.salesforce.com.example.org', null],
  ['https://acme.my.salesforce.com@example.org/', null],
  ['example.org/acme.my.salesforce.com', null],
  ['acme', null],
  ['', null],
  ['://', null],
])('%j belongs to %s', (address, org) => {
  expect(salesforceOrgOf(address)).toBe(org);
});

test('whatever is typed, nothing throws and only API hosts come out', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (text) => {
      expect(salesforceOrgOf(text) ?? 'x.my.salesforce.com').toMatch(/\.my\.salesforce\.com$/);
    }),
  );
});
