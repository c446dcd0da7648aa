import { expect, test } from 'vitest';
import {
  ACCOUNT_PAGE,
  COMPANY_PAGE,
  CONTACT_PAGE,
  LEAD_PAGE,
  OTHER_ACCOUNT_PAGE,
} from '../background/fakes/records.ts';
import { crmSender, SELF } from '../background/fakes/senders.ts';
import type { RecordPage } from '../crm/port.ts';
import { ownsRecord } from './recordOwnership.ts';
import { type BrowserSender, senderOf } from './sender.ts';

const owns = (browserSender: BrowserSender, page: RecordPage): boolean => {
  const sender = senderOf(browserSender, SELF);
  if (sender?.kind !== 'crmPage') throw new Error('Not a CRM page');
  return ownsRecord(sender, page);
};
const at = (url: string, from: BrowserSender): BrowserSender => ({ ...from, tab: { id: 7, url } });

test.each([ACCOUNT_PAGE, CONTACT_PAGE, LEAD_PAGE, COMPANY_PAGE])(
  'a page may speak of its own record: $record.object',
  (page) => {
    expect(owns(crmSender(page), page)).toBe(true);
  },
);

test('a question about the record before, still under way, is of the same org', () => {
  expect(owns(crmSender(OTHER_ACCOUNT_PAGE), ACCOUNT_PAGE)).toBe(true);
});

test('a document that was loaded as a list and has moved on to a record owns it', () => {
  const loaded = { ...crmSender(), url: 'https://acme.lightning.force.com/lightning/o/Account/list' };
  expect(owns(loaded, ACCOUNT_PAGE)).toBe(true);
});

test('a document that was loaded as a record and has moved on to a list owns nothing', () => {
  const moved = at('https://acme.lightning.force.com/lightning/o/Account/list', crmSender());
  expect(owns(moved, ACCOUNT_PAGE)).toBe(false);
});

test('a browser that hides the address of the tab is believed about the document', () => {
  expect(owns({ ...crmSender(), tab: { id: 7 } }, ACCOUNT_PAGE)).toBe(true);
});

test('an org cannot speak of another org', () => {
  const umbra = { ...ACCOUNT_PAGE, record: { ...ACCOUNT_PAGE.record, org: 'umbra.my.salesforce.com' } };
  expect(owns(crmSender(), umbra)).toBe(false);
  expect(owns(crmSender(), { ...umbra, host: 'umbra.lightning.force.com' })).toBe(false);
});

test('a portal cannot speak of another portal, though they share a host', () => {
  const other = { ...COMPANY_PAGE, record: { ...COMPANY_PAGE.record, org: '4712' } };
  expect(owns(crmSender(COMPANY_PAGE), other)).toBe(false);
  const onList = at(
    'https://app.hubspot.com/contacts/4711/objects/0-2/views/all/list',
    crmSender(COMPANY_PAGE),
  );
  expect(owns(onList, COMPANY_PAGE)).toBe(false);
});

test('a portal speaks on the host it is open on, not on that of another region', () => {
  expect(owns(crmSender(COMPANY_PAGE), { ...COMPANY_PAGE, host: 'app-eu1.hubspot.com' })).toBe(false);
});

test('one CRM cannot speak of a record of the other', () => {
  expect(owns(crmSender(), COMPANY_PAGE)).toBe(false);
  expect(owns(crmSender(COMPANY_PAGE), ACCOUNT_PAGE)).toBe(false);
  expect(owns(crmSender(), { ...COMPANY_PAGE, host: ACCOUNT_PAGE.host })).toBe(false);
  const disguised = {
    ...ACCOUNT_PAGE,
    record: { ...ACCOUNT_PAGE.record, org: '4711' },
    host: COMPANY_PAGE.host,
  };
  expect(owns(crmSender(COMPANY_PAGE), disguised)).toBe(false);
});

test.each([
  ['a contact as an account', { ...CONTACT_PAGE, kind: 'account' }],
  ['a lead as an account', { ...LEAD_PAGE, kind: 'account' }],
  ['an object that is none of ours', { ...ACCOUNT_PAGE, record: { ...ACCOUNT_PAGE.record, object: 'Case' } }],
  ['an id that is none', { ...ACCOUNT_PAGE, record: { ...ACCOUNT_PAGE.record, id: 'x' } }],
  ['the 15-character id', { ...ACCOUNT_PAGE, record: { ...ACCOUNT_PAGE.record, id: '001Hs00003AbCdE' } }],
] as const)('%s is not taken for what it says', (_, page) => {
  expect(owns(crmSender(), page)).toBe(false);
});
