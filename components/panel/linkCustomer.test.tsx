// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordPage } from '../../lib/crm/port.ts';
import { customerSample, NOW, pageOf, SUGGESTIONS, summarySample, viewOf } from './samples/customers.ts';
import { type FakePort, failing, fakePort } from './samples/fakePort.ts';
import { openPanel, settle } from './samples/openPanel.tsx';

const PAGE = pageOf('001A');
const KEY = 'salesforce/nordlicht.my.salesforce.com/Account/001A';
const TICKET = 'a'.repeat(32);
const unlinkedPort = (page: RecordPage = PAGE, canLink = true) => {
  const port = fakePort(page);
  port.answer('record.view', (asked) => viewOf(asked.page.record, [], { canLink }));
  port.answer('record.suggestions', () => ({ isPerson: false, suggestions: SUGGESTIONS }));
  port.answer('link.propose', () => ({
    ticket: TICKET,
    frameUrl: `chrome-extension://ledgerside/confirm.html#ticket=${TICKET}`,
  }));
  return port;
};
let unmount: () => void = () => undefined;
const open = async (port: FakePort) => {
  const opened = await openPanel(port);
  unmount = () => act(() => opened.unmount());
  return opened;
};
const choose = async (panel: Awaited<ReturnType<typeof open>>['panel']) => {
  fireEvent.click(panel.getByRole('button', { name: 'Link Hafenwerk Maschinenbau GmbH' }));
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  unmount();
  document.documentElement.removeAttribute('data-theme');
  vi.useRealTimers();
});

describe('a record without a customer', () => {
  it('says so, with the best suggestion, its score and its reasons', async () => {
    const { panel } = await open(unlinkedPort());
    expect(panel.getByRole('heading', { name: 'Link a customer' })).toBeTruthy();
    expect(panel.getByText('Suggested · 92')).toBeTruthy();
    expect(panel.getByRole('list', { name: 'Suggestions' }).textContent).toContain('Same web domain');
  });

  it('holds the place of the suggestions while they are asked for, once', async () => {
    const port = unlinkedPort();
    port.answer('record.suggestions', () => new Promise<never>(() => {}));
    const { panel } = await open(port);
    expect(panel.getByRole('status', { name: 'Looking for this company in the ERP' })).toBeTruthy();
    expect(port.count('record.suggestions')).toBe(1);
  });

  it('without suggestions says so and leaves the search', async () => {
    const port = unlinkedPort();
    port.answer('record.suggestions', () => ({ isPerson: false, suggestions: [] }));
    port.answer('customers.search', () => [{ customer: summarySample({ name: 'Found AG' }), pages: [] }]);
    const { panel } = await open(port);
    expect(panel.getByText('No customer in the ERP looks like this company.')).toBeTruthy();
    fireEvent.change(panel.getByRole('searchbox'), { target: { value: 'found' } });
    fireEvent.click(panel.getByRole('button', { name: 'Search' }));
    await settle();
    expect(panel.getByRole('button', { name: 'Link Found AG' })).toBeTruthy();
  });

  it('that is a person is looked for as one', async () => {
    const port = unlinkedPort();
    port.answer('record.suggestions', () => ({ isPerson: true, suggestions: [] }));
    const { panel } = await open(port);
    expect(panel.getByText('No customer in the ERP looks like this person.')).toBeTruthy();
  });

  it('says why a search failed, and asks again', async () => {
    const port = unlinkedPort();
    port.answer('customers.search', failing({ code: 'erp.badAnswer' }));
    const { panel } = await open(port);
    fireEvent.change(panel.getByRole('searchbox'), { target: { value: 'found' } });
    fireEvent.click(panel.getByRole('button', { name: 'Search' }));
    await settle();
    fireEvent.click(panel.getByRole('button', { name: 'Retry' }));
    expect(port.count('customers.search')).toBe(2);
  });

  it('says that the CRM is not connected, and the customer can still be searched', async () => {
    const port = unlinkedPort();
    port.answer('record.suggestions', failing({ code: 'crm.notConnected' }));
    const { panel } = await open(port);
    expect(panel.getByText('No CRM connected')).toBeTruthy();
    expect(panel.getByRole('button', { name: 'Connect CRM' })).toBeTruthy();
    expect(panel.getByRole('searchbox')).toBeTruthy();
  });

  it('asks for the suggestions again after a failure', async () => {
    const port = unlinkedPort();
    port.answer('record.suggestions', failing({ code: 'erp.badAnswer' }));
    const { panel } = await open(port);
    port.answer('record.suggestions', () => ({ isPerson: false, suggestions: SUGGESTIONS }));
    fireEvent.click(panel.getByRole('button', { name: 'Retry' }));
    await settle();
    expect(panel.getByRole('list', { name: 'Suggestions' })).toBeTruthy();
  });

  it('hides the action from a role that may not link, and says why', async () => {
    const { panel } = await open(unlinkedPort(PAGE, false));
    expect(panel.getByRole('list', { name: 'Suggestions' })).toBeTruthy();
    expect(panel.getByText(/can read but not link/)).toBeTruthy();
    expect(panel.queryByRole('button', { name: /^Link / })).toBeNull();
    expect(panel.queryByRole('searchbox')).toBeNull();
  });

  it('claims nothing about the role while only the cache has answered', async () => {
    const port = unlinkedPort();
    port.answer('record.cached', () => viewOf(PAGE.record, [], { canLink: false }));
    port.answer('record.view', () => new Promise<never>(() => {}));
    const { panel } = await open(port);
    expect(panel.queryByText(/can read but not link/)).toBeNull();
    expect(panel.queryByRole('button', { name: /^Link / })).toBeNull();
  });

  it.each([
    ['lead', /A lead has no account yet/],
    ['contact', /This record has no company/],
  ] as const)('that is a %s without a company says so and links nobody', async (kind, words) => {
    const port = unlinkedPort(pageOf('003A', kind), false);
    const { panel, surface } = await open(port);
    expect(surface.textContent).toMatch(words);
    expect(panel.getByRole('heading', { name: 'Not linked' })).toBeTruthy();
    expect(panel.queryByRole('button', { name: /^(Never l|L)ink / })).toBeNull();
    expect(panel.queryByRole('searchbox')).toBeNull();
    expect(port.count('record.suggestions')).toBe(kind === 'lead' ? 1 : 0);
  });
});

describe('choosing a customer', () => {
  it("is only proposed here: it is confirmed in the extension's own frame, in the panel's theme", async () => {
    document.documentElement.setAttribute('data-theme', 'dark');
    const port = unlinkedPort();
    const { panel } = await open(port);
    await choose(panel);
    expect(port.asked.find(({ name }) => name === 'link.propose')?.request).toEqual({
      page: PAGE,
      customer: 'G01',
      change: 'link',
    });
    expect(port.asked.some(({ name }) => name.startsWith('confirm.'))).toBe(false);
    const frame = panel.getByTitle('Confirm the link');
    expect(frame.getAttribute('src')).toBe(
      `chrome-extension://ledgerside/confirm.html#ticket=${TICKET}&theme=dark`,
    );
  });

  it("leaves the frame to the system's theme where the page states none", async () => {
    const { panel } = await open(unlinkedPort());
    await choose(panel);
    expect(panel.getByTitle('Confirm the link').getAttribute('src')).toMatch(/#ticket=a+$/);
  });

  it('shows the figures once it was confirmed', async () => {
    const port = unlinkedPort();
    const { panel } = await open(port);
    await choose(panel);
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()]));
    act(() => port.tell({ name: 'confirm.closed', ticket: TICKET, accepted: true }));
    await settle();
    expect(panel.getByRole('group', { name: 'AR balance' }).textContent).toContain('€2,255.50');
  });

  it('shows them too when the worker says first that the record changed', async () => {
    const port = unlinkedPort();
    const { panel } = await open(port);
    await choose(panel);
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()]));
    act(() => port.tell({ name: 'record.changed', key: KEY }));
    await settle();
    expect(panel.queryByTitle('Confirm the link')).toBeNull();
    expect(panel.getByRole('group', { name: 'AR balance' })).toBeTruthy();
  });

  it('comes back to the suggestions when it was declined', async () => {
    const port = unlinkedPort();
    const { panel } = await open(port);
    await choose(panel);
    act(() => port.tell({ name: 'confirm.closed', ticket: TICKET, accepted: false }));
    await settle();
    expect(panel.getByRole('list', { name: 'Suggestions' })).toBeTruthy();
    expect(port.count('record.view')).toBe(1);
  });

  it('comes back by the Back button, and not because of another ticket', async () => {
    const port = unlinkedPort();
    const { panel } = await open(port);
    await choose(panel);
    act(() => port.tell({ name: 'confirm.closed', ticket: 'b'.repeat(32), accepted: false }));
    expect(panel.getByTitle('Confirm the link')).toBeTruthy();
    fireEvent.click(panel.getByRole('button', { name: 'Back' }));
    expect(panel.queryByTitle('Confirm the link')).toBeNull();
  });

  it('is forgotten when the tab goes on to another record, known or not, also if the frame comes late', async () => {
    const port = unlinkedPort();
    const { panel } = await open(port);
    const goTo = async (id: string) => {
      await act(async () => port.goTo(pageOf(id)));
      await settle();
    };
    await goTo('001B');
    await goTo('001A');
    await choose(panel);
    await goTo('001B');
    expect(panel.queryByTitle('Confirm the link')).toBeNull();

    const { promise, resolve } = Promise.withResolvers<{ ticket: string; frameUrl: string }>();
    port.answer('link.propose', () => promise);
    await choose(panel);
    await goTo('001A');
    resolve({ ticket: TICKET, frameUrl: 'chrome-extension://ledgerside/confirm.html' });
    await settle();
    expect(panel.queryByTitle('Confirm the link')).toBeNull();
    expect(panel.getByRole('button', { name: /^Link / })).toBeTruthy();
  });

  it('that was refused says why', async () => {
    const port = unlinkedPort();
    port.answer('link.propose', failing({ code: 'erp.forbidden' }));
    const { panel } = await open(port);
    await choose(panel);
    expect(panel.getByText("You don't have permission.")).toBeTruthy();
    expect(panel.getByRole('list', { name: 'Suggestions' })).toBeTruthy();
  });

  it('cannot be done twice while the first is asked for', async () => {
    const port = unlinkedPort();
    port.answer('link.propose', () => new Promise<never>(() => {}));
    const { panel } = await open(port);
    await choose(panel);
    expect(panel.queryByRole('button', { name: /^Link / })).toBeNull();
    expect(port.count('link.propose')).toBe(1);
  });
});

describe('several customers on one record', () => {
  it('the picker goes from the total to one of them and back', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () =>
      viewOf(PAGE.record, [customerSample(), customerSample({ id: 'G02', name: 'Logistik AG' })]),
    );
    const { panel } = await open(port);
    const balance = () => panel.getByRole('group', { name: 'AR balance' }).textContent;
    expect(balance()).toContain('€4,511.00');
    fireEvent.change(panel.getByRole('combobox', { name: 'Customer' }), { target: { value: 'G02' } });
    expect(balance()).toContain('€2,255.50');
    expect(panel.getByRole('heading', { name: 'Logistik AG' })).toBeTruthy();
    fireEvent.change(panel.getByRole('combobox', { name: 'Customer' }), { target: { value: '' } });
    expect(balance()).toContain('€4,511.00');
  });
});
