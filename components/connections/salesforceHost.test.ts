import { describe, expect, it } from 'vitest';
import { readSalesforceHost } from './salesforceHost.ts';

describe('the Salesforce My Domain', () => {
  it.each([
    ['acme', 'acme.my.salesforce.com'],
    [' Acme ', 'acme.my.salesforce.com'],
    ['acme.my.salesforce.com', 'acme.my.salesforce.com'],
    ['acme.my.salesforce.com/', 'acme.my.salesforce.com'],
    ['https://acme.lightning.force.com/lightning/r/Account/001xx/view', 'acme.my.salesforce.com'],
    ['acme.lightning.force.com/lightning/page/home', 'acme.my.salesforce.com'],
    ['https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home', 'acme.my.salesforce.com'],
    ['https://acme.lightning.force.com.mcas.ms/lightning/page/home', 'acme.my.salesforce.com'],
    ['acme.lightning.sfcrmapps.cn', 'acme.my.sfcrmproducts.cn'],
    ['acme.my.salesforce.mil', 'acme.my.salesforce.mil'],
    ['acme--uat', 'acme--uat.sandbox.my.salesforce.com'],
    ['acme--uat.sandbox.lightning.force.com', 'acme--uat.sandbox.my.salesforce.com'],
    ['https://acme-dev-ed.develop.lightning.force.com', 'acme-dev-ed.develop.my.salesforce.com'],
  ])('is read from %j as %j', (typed, value) => {
    expect(readSalesforceHost(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'missing'],
    ['login.salesforce.com', 'shared'],
    ['https://test.salesforce.com/', 'shared'],
    ['eu12.salesforce.com', 'shared'],
    ['acme.example.com', 'malformed'],
    ['my.salesforce.com', 'malformed'],
    ['acme.my.salesforce.com.evil.example', 'malformed'],
    ['evil.example/acme.my.salesforce.com', 'malformed'],
    ['two words', 'malformed'],
    ['-acme', 'malformed'],
    ['acme_corp', 'malformed'],
  ])('is refused as %j with its reason (%s)', (typed, reason) => {
    expect(readSalesforceHost(typed)).toEqual({ ok: false, reason: `connections.salesforce.host.${reason}` });
  });
});
