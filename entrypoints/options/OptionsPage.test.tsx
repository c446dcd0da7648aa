// @vitest-environment happy-dom
// Long because it follows one person through one page, card by card, in one browser.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  ADA,
  CONNECTED,
  DISCONNECTED,
  NORDLICHT,
  PORTAL,
} from '../../components/connections/connectionSamples.ts';
import { ACCOUNTS, accountView, PAIRS } from '../../components/mapping/mappingSamples.ts';
import { PAGE_QUERIES } from '../../components/ui/pageQueries.ts';
import type { Failure } from '../../lib/failure.ts';
import type { MessageName } from '../../lib/messaging/protocol.ts';
import { OptionsPage } from './OptionsPage.tsx';

interface Asked {
  readonly name: MessageName;
  readonly request: unknown;
}
/** The worker's side of the wire: what it was asked, and what it answers from now on. */
const asked: Asked[] = [];
let answers: Partial<Record<MessageName, unknown>>;
const value = (known: unknown) => ({ ok: true, value: known });
const failure = (known: Failure) => ({ ok: false, failure: known });
const requestsOf = (name: MessageName) =>
  asked.filter((message) => message.name === name).map(({ request }) => request);

beforeEach(() => {
  asked.length = 0;
  answers = {
    'connections.read': value(DISCONNECTED),
    'erp.test': value(ADA),
    'offlineReading.read': value({ keep: false, isAllowed: true, hours: 24 }),
    'mapping.pairs': value([]),
  };
  fakeBrowser.runtime.onMessage.addListener((message: Asked, _sender, sendResponse) => {
    asked.push(message);
    const answer = answers[message.name];
    if (answer instanceof Promise) void answer.then(sendResponse);
    else sendResponse(answer);
    return true;
  });
  browser.identity.getRedirectURL = () => 'https://extension.chromiumapp.org/';
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = () =>
  render(
    <QueryClientProvider client={new QueryClient(PAGE_QUERIES)}>
      <OptionsPage />
    </QueryClientProvider>,
  );
const card = async (name: string) => within(await screen.findByRole('region', { name }));

describe('the settings page', () => {
  it('holds the places of the cards until the connections are known', async () => {
    open();
    expect(screen.getByRole('heading', { level: 1, name: 'CRM Settings' })).toBeTruthy();
    expect(screen.getByRole('status', { name: 'Loading connections' })).toBeTruthy();
    await screen.findByRole('region', { name: 'ERP API' });
    expect(screen.queryByRole('status', { name: 'Loading connections' })).toBeNull();
    expect(screen.getAllByRole('region')).toHaveLength(5);
  });

  it('says why the connections cannot be read, and reads them again', async () => {
    answers['connections.read'] = failure({ code: 'storage' });
    open();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain("The browser's storage failed.");
    answers['connections.read'] = value(DISCONNECTED);
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await screen.findByRole('region', { name: 'ERP API' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('asks the ERP API who this is as soon as it is connected, and not before', async () => {
    open();
    await screen.findByRole('region', { name: 'ERP API' });
    expect(requestsOf('erp.test')).toHaveLength(0);
    cleanup();
    answers['connections.read'] = value(CONNECTED);
    open();
    expect(await screen.findByText("crm.sync · your team's customers")).toBeTruthy();
  });

  it('shows at once that a remembered ERP connection is refused now', async () => {
    answers['connections.read'] = value(CONNECTED);
    answers['erp.test'] = failure({ code: 'erp.authExpired' });
    open();
    const erp = await card('ERP API');
    expect((await erp.findByRole('alert')).textContent).toContain('ERP authentication expired. Reconnect.');
  });
});

describe('offline reading', () => {
  const named = { name: 'Keep figures for offline reading' };

  it('is chosen by a switch that shows what the worker keeps', async () => {
    open();
    const offline = await screen.findByRole('switch', named);
    expect(offline.getAttribute('aria-checked')).toBe('false');
    expect(await screen.findByText(/readable for 24 hours after you close the browser/)).toBeTruthy();
    answers['offlineReading.write'] = value({ keep: true, isAllowed: true, hours: 24 });
    await userEvent.click(offline);
    await waitFor(() => expect(offline.getAttribute('aria-checked')).toBe('true'));
    expect(requestsOf('offlineReading.write')).toEqual([{ keep: true }]);
  });

  it('stays off, and says why, where the browser has no room; another try may succeed', async () => {
    open();
    const offline = await screen.findByRole('switch', named);
    await screen.findByText(/readable for 24 hours/);
    answers['offlineReading.write'] = failure({ code: 'storage' });
    await userEvent.click(offline);
    expect((await screen.findByRole('alert')).textContent).toContain("The browser's storage failed.");
    expect(offline.getAttribute('aria-checked')).toBe('false');
    answers['offlineReading.write'] = value({ keep: true, isAllowed: true, hours: 24 });
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(offline.getAttribute('aria-checked')).toBe('true'));
  });

  it('is locked where the company forbids it', async () => {
    answers['offlineReading.read'] = value({ keep: false, isAllowed: false, hours: 24 });
    open();
    expect(await screen.findByText("Set by your company's policy.")).toBeTruthy();
    const offline = screen.getByRole('switch', named);
    expect(offline.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(offline);
    expect(requestsOf('offlineReading.write')).toEqual([]);
  });
});

describe('connecting from the settings page', () => {
  const connectErp = async () => {
    const erp = await card('ERP API');
    await userEvent.type(erp.getByLabelText('Address'), 'erp.nordlicht.example');
    await userEvent.type(erp.getByLabelText('Token'), 'token-1');
    await userEvent.click(erp.getByRole('button', { name: 'Connect' }));
    return erp;
  };

  it('connects the ERP API: sends what was typed once, then shows who, and forgets the token', async () => {
    answers['erp.connect'] = value(ADA);
    open();
    await screen.findByRole('region', { name: 'ERP API' });
    answers['connections.read'] = value({ ...DISCONNECTED, erp: CONNECTED.erp });
    const erp = await connectErp();
    expect(await erp.findByText('nordlicht')).toBeTruthy();
    expect(erp.getByText('Connected')).toBeTruthy();
    expect(requestsOf('erp.connect')).toEqual([
      { address: 'https://erp.nordlicht.example', token: 'token-1' },
    ]);
    expect(screen.getByText('ERP connected successfully')).toBeTruthy();
    expect(document.body.innerHTML).not.toContain('token-1');
    await userEvent.click(erp.getByRole('button', { name: 'Change' }));
    expect(erp.getByLabelText('Token')).toHaveProperty('value', '');
  });

  it('leaves a refused token, and the address, as they were typed', async () => {
    answers['erp.connect'] = failure({ code: 'erp.authExpired', status: 401 });
    open();
    const erp = await connectErp();
    expect(await erp.findByText(/does not accept this token/)).toBeTruthy();
    expect(erp.getByLabelText('Address')).toHaveProperty('value', 'erp.nordlicht.example');
    expect(erp.getByLabelText('Token')).toHaveProperty('value', 'token-1');
    expect(erp.getByText('Disconnected')).toBeTruthy();
  });

  it('connects Salesforce and says so aloud', async () => {
    answers['salesforce.connect'] = value({ fields: 214, label: 'nordlicht.my.salesforce.com' });
    open();
    const salesforce = await card('Salesforce');
    answers['connections.read'] = value({ ...DISCONNECTED, salesforce: CONNECTED.salesforce });
    await userEvent.type(salesforce.getByLabelText('My Domain'), 'acme');
    await userEvent.type(salesforce.getByLabelText('Consumer key'), 'key');
    await userEvent.click(salesforce.getByRole('button', { name: 'Connect Salesforce' }));
    expect(
      await salesforce.findByText('214 fields read from Salesforce (nordlicht.my.salesforce.com).'),
    ).toBeTruthy();
    expect(requestsOf('salesforce.connect')).toEqual([
      { host: 'acme.my.salesforce.com', consumerKey: 'key' },
    ]);
    expect(screen.getByText('CRM connected successfully').closest('[aria-live]')).not.toBeNull();
    expect(document.activeElement).toBe(salesforce.getByRole('heading'));
  });

  it('connects HubSpot once the ERP API is there', async () => {
    answers['connections.read'] = value({ ...DISCONNECTED, erp: CONNECTED.erp });
    answers['hubspot.connect'] = value({ fields: 190, label: '4711' });
    open();
    const hubspot = await card('HubSpot');
    answers['connections.read'] = value({ ...DISCONNECTED, erp: CONNECTED.erp, hubspot: CONNECTED.hubspot });
    await userEvent.click(hubspot.getByRole('button', { name: 'Connect HubSpot' }));
    expect(await hubspot.findByText('190 fields read from HubSpot (4711).')).toBeTruthy();
    expect(requestsOf('hubspot.connect')).toEqual([{ mode: 'oauth' }]);
    expect(screen.getByText('CRM connected successfully')).toBeTruthy();
  });

  it('leads from HubSpot to the ERP address where that has to come first', async () => {
    open();
    const hubspot = await card('HubSpot');
    await userEvent.click(hubspot.getByRole('button', { name: 'Go to ERP API' }));
    expect(document.activeElement).toBe(screen.getByLabelText('Address'));
  });
});

describe('a connection that is there', () => {
  beforeEach(() => {
    answers['connections.read'] = value(CONNECTED);
  });

  it('tests each CRM for itself', async () => {
    answers['crm.test'] = value({ fields: 214, label: 'acme' });
    open();
    const salesforce = await card('Salesforce');
    await userEvent.click(salesforce.getByRole('button', { name: 'Test Connection' }));
    expect(await salesforce.findByText('Connected ✓')).toBeTruthy();
    expect(requestsOf('crm.test')).toEqual([{ system: 'salesforce', org: 'nordlicht.my.salesforce.com' }]);
    expect((await card('HubSpot')).queryByText('Connected ✓')).toBeNull();
  });

  it('reads the connections anew after a failed test, so that badge and message agree', async () => {
    answers['crm.test'] = failure({ code: 'crm.authExpired', status: 401 });
    open();
    const hubspot = await card('HubSpot');
    const failed = {
      ...PORTAL,
      state: 'failed',
      label: '4711',
      failure: { code: 'crm.authExpired' },
    };
    answers['connections.read'] = value({ ...CONNECTED, hubspot: [failed] });
    await userEvent.click(hubspot.getByRole('button', { name: 'Test Connection' }));
    expect((await hubspot.findByRole('alert')).textContent).toBe('CRM authentication expired. Reconnect.');
    expect(hubspot.getByText('Disconnected')).toBeTruthy();
  });

  it('tests the ERP API and shows a role that has changed there', async () => {
    open();
    const erp = await card('ERP API');
    await erp.findByText(/crm\.sync/);
    answers['erp.test'] = value({ ...ADA, role: 'crm.read', scope: 'own' });
    await userEvent.click(erp.getByRole('button', { name: 'Test Connection' }));
    expect(await erp.findByText('crm.read · your own customers')).toBeTruthy();
    expect(erp.getByText('Connected ✓')).toBeTruthy();
  });

  it.each([
    ['ERP API', 'erp', 'erp.disconnect', {}],
    [
      'Salesforce',
      'salesforce',
      'crm.disconnect',
      { system: 'salesforce', org: 'nordlicht.my.salesforce.com' },
    ],
    ['HubSpot', 'hubspot', 'crm.disconnect', { system: 'hubspot', org: '4711' }],
  ] as const)(
    'disconnects %s and shows its empty form, with the focus on the card',
    async (name, key, message, request) => {
      answers[message] = value(null);
      open();
      const region = await card(name);
      await userEvent.click(region.getByRole('button', { name: 'Disconnect' }));
      answers['connections.read'] = value({ ...CONNECTED, [key]: DISCONNECTED[key] });
      await userEvent.click(region.getByRole('button', { name: 'Disconnect' }));
      await waitFor(() => expect(region.getByText('Disconnected')).toBeTruthy());
      expect(requestsOf(message)).toEqual([request]);
      expect(document.activeElement).toBe(region.getByRole('heading'));
    },
  );
});

describe('several orgs of one CRM', () => {
  const UAT = 'nordlicht--uat.sandbox.my.salesforce.com';
  const second = { ...NORDLICHT, label: UAT, host: UAT };
  const both = { ...CONNECTED, salesforce: [NORDLICHT, second] };

  it('each have a card, and the one that was just connected says what its sign-in found', async () => {
    answers['connections.read'] = value(CONNECTED);
    answers['salesforce.connect'] = value({ fields: 12, label: UAT });
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Add another Salesforce org' }));
    const place = await card('Salesforce · another org');
    expect(screen.queryByRole('button', { name: 'Add another Salesforce org' })).toBeNull();
    answers['connections.read'] = value(both);
    await userEvent.type(place.getByLabelText('My Domain'), UAT);
    await userEvent.type(place.getByLabelText('Consumer key'), 'key');
    await userEvent.click(place.getByRole('button', { name: 'Connect Salesforce' }));
    const uat = await card(`Salesforce · ${UAT}`);
    expect(uat.getByText(`12 fields read from Salesforce (${UAT}).`)).toBeTruthy();
    expect((await card('Salesforce · nordlicht.my.salesforce.com')).queryByText(/fields read/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Add another Salesforce org' })).toBeTruthy();

    answers['crm.disconnect'] = value(null);
    await userEvent.click(uat.getByRole('button', { name: 'Disconnect' }));
    answers['connections.read'] = value(CONNECTED);
    await userEvent.click(uat.getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(screen.queryByText(UAT)).toBeNull());
    expect(screen.getByRole('button', { name: 'Add another Salesforce org' })).toBeTruthy();
    expect(await card('Salesforce')).toBeTruthy();
  });

  it('are tested and disconnected each for itself; what one said is never shown of the other', async () => {
    answers['connections.read'] = value(both);
    answers['crm.test'] = value({ fields: 214, label: NORDLICHT.host });
    answers['crm.disconnect'] = value(null);
    open();
    const first = await card(`Salesforce · ${NORDLICHT.host}`);
    await userEvent.click(first.getByRole('button', { name: 'Test Connection' }));
    expect(await first.findByText('Connected ✓')).toBeTruthy();
    await userEvent.click(first.getByRole('button', { name: 'Disconnect' }));
    answers['connections.read'] = value({ ...CONNECTED, salesforce: [second] });
    await userEvent.click(first.getByRole('button', { name: 'Disconnect' }));
    const left = await card('Salesforce');
    expect(left.getByText(UAT)).toBeTruthy();
    expect(left.queryByText('Connected ✓')).toBeNull();
    expect(requestsOf('crm.test')).toEqual([{ system: 'salesforce', org: NORDLICHT.host }]);
    expect(requestsOf('crm.disconnect')).toEqual([{ system: 'salesforce', org: NORDLICHT.host }]);
  });

  it('can be given up before they are connected, also of HubSpot', async () => {
    answers['connections.read'] = value(CONNECTED);
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Add another HubSpot account' }));
    const place = await card('HubSpot · another account');
    await userEvent.click(place.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('region', { name: 'HubSpot · another account' })).toBeNull();
    expect(await card('HubSpot')).toBeTruthy();
  });

  it('there are none where the company names the org', async () => {
    answers['connections.read'] = value({ ...CONNECTED, managed: ['salesforce.host'] });
    open();
    await screen.findByRole('button', { name: 'Add another HubSpot account' });
    expect(screen.queryByRole('button', { name: 'Add another Salesforce org' })).toBeNull();
  });

  it('with one currency say which, and the worker keeps it', async () => {
    answers['connections.read'] = value({
      ...CONNECTED,
      salesforce: [{ ...NORDLICHT, hasCurrencies: false }],
    });
    answers['salesforce.currency'] = value(null);
    open();
    await userEvent.selectOptions(await screen.findByLabelText('Org currency'), 'EUR · Euro');
    expect(requestsOf('salesforce.currency')).toEqual([{ org: NORDLICHT.host, currency: 'EUR' }]);
  });
});

describe('field mapping', () => {
  it('comes once the ERP API is connected, and not before', async () => {
    open();
    await screen.findByRole('region', { name: 'ERP API' });
    expect(screen.queryByRole('region', { name: 'Field mapping' })).toBeNull();
    expect(requestsOf('mapping.pairs')).toEqual([]);
  });

  it('reads the first pair, saves what was changed on the version that was read, and reads anew when a CRM is left', async () => {
    answers['connections.read'] = value(CONNECTED);
    answers['mapping.pairs'] = value(PAIRS);
    answers['mapping.read'] = value(accountView());
    answers['mapping.save'] = value(accountView({ version: 4 }));
    answers['crm.disconnect'] = value(null);
    open();
    const mapping = await card('Field mapping');
    await userEvent.selectOptions(
      await mapping.findByRole('combobox', { name: 'If both changed, row 1' }),
      'Ask',
    );
    await userEvent.click(mapping.getByRole('button', { name: 'Save version 4' }));
    expect(requestsOf('mapping.read')).toEqual([{ pair: ACCOUNTS, requestId: expect.any(String) }]);
    expect(requestsOf('mapping.save')).toEqual([
      { pair: ACCOUNTS, version: 3, mapping: expect.objectContaining({ enabled: true }) },
    ]);
    const before = requestsOf('mapping.pairs').length;
    answers['connections.read'] = value({ ...CONNECTED, hubspot: DISCONNECTED.hubspot });
    const hubspot = await card('HubSpot');
    await userEvent.click(hubspot.getByRole('button', { name: 'Disconnect' }));
    await userEvent.click(hubspot.getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(requestsOf('mapping.pairs').length).toBeGreaterThan(before));
  });

  it('reads anew where the ERP API knows the person in another role', async () => {
    answers['connections.read'] = value(CONNECTED);
    answers['mapping.pairs'] = value(PAIRS);
    answers['mapping.read'] = value(accountView());
    open();
    const mapping = await card('Field mapping');
    await mapping.findByRole('combobox', { name: 'If both changed, row 1' });
    const before = requestsOf('mapping.read').length;
    answers['erp.test'] = value({ ...ADA, role: 'crm.read', scope: 'own' });
    answers['connections.read'] = value({
      ...CONNECTED,
      erp: { ...CONNECTED.erp, role: 'crm.read', scope: 'own' },
    });
    const erp = await card('ERP API');
    await userEvent.click(erp.getByRole('button', { name: 'Test Connection' }));
    await waitFor(() => expect(requestsOf('mapping.read').length).toBeGreaterThan(before));
  });

  it('shows the next person what is theirs, though what was asked for the one before is answered only then', async () => {
    const [me, rules] = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()];
    answers['connections.read'] = value(CONNECTED);
    answers['erp.test'] = me.promise;
    answers['mapping.pairs'] = value(PAIRS);
    answers['mapping.read'] = rules.promise;
    answers['erp.connect'] = value(ADA);
    open();
    const erp = await card('ERP API');
    await waitFor(() => expect(requestsOf('mapping.read')).toHaveLength(1));
    answers['mapping.read'] = value(accountView());
    await userEvent.click(erp.getByRole('button', { name: 'Change' }));
    await userEvent.type(erp.getByLabelText('Token'), 'token-2');
    await userEvent.click(erp.getByRole('button', { name: 'Connect' }));
    const mapping = await card('Field mapping');
    await mapping.findByRole('combobox', { name: 'If both changed, row 1' });
    rules.resolve(value(accountView({ mayEdit: false })));
    me.resolve(value({ ...ADA, user: 'mia', role: 'crm.read' }));
    expect(await erp.findByText("crm.sync · your team's customers")).toBeTruthy();
    expect(mapping.getByRole('combobox', { name: 'If both changed, row 1' })).toBeTruthy();
    expect(erp.queryByText(/crm\.read/)).toBeNull();
  });

  it('leads to the connections where one has to be renewed', async () => {
    answers['connections.read'] = value(CONNECTED);
    answers['mapping.pairs'] = failure({ code: 'erp.authExpired' });
    open();
    const mapping = await card('Field mapping');
    await userEvent.click(await mapping.findByRole('button', { name: 'Reconnect' }));
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'ERP API' }));
  });
});
