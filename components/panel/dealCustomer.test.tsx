// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dated, PanelView } from '../../lib/messaging/protocol.ts';
import {
  creditCheckSample,
  customerSample,
  linkOf,
  NOW,
  pageOf,
  recordOf,
  viewOf,
} from './samples/customers.ts';
import { type FakePort, fakePort } from './samples/fakePort.ts';
import { groundFor, openPanel, settle } from './samples/openPanel.tsx';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  document.documentElement.replaceChildren(document.createElement('head'), document.createElement('body'));
});

const TICKET = 'a'.repeat(32);
const frameUrl = `chrome-extension://ledgerside/confirm.html#ticket=${TICKET}`;
const proposed = (port: FakePort) => port.asked.findLast(({ name }) => name === 'link.propose')?.request;
const press = async (element: Element) => {
  await act(async () => void fireEvent.click(element));
  await settle();
};
const choose = async (picker: Element, value: string) => {
  await act(async () => void fireEvent.change(picker, { target: { value } }));
  await settle();
};

describe('a deal whose account has several customers', () => {
  const DEAL = pageOf('006A', 'opportunity');
  const ACCOUNT = recordOf('001A');
  const two = [customerSample(), customerSample({ id: 'G02', name: 'Umbra AG' })];
  const known = (
    customers = two,
    dealLinks: PanelView['view']['dealLinks'] = [],
    canLink = true,
  ): Dated<PanelView> => {
    const base = viewOf(ACCOUNT, customers, { via: ACCOUNT, canLink });
    return { ...base, value: { ...base.value, view: { ...base.value.view, dealLinks } } };
  };
  const shown = async (...parts: Parameters<typeof known>) => {
    const port = fakePort(DEAL);
    port.answer('record.view', () => known(...parts));
    port.answer('link.propose', () => ({ ticket: TICKET, frameUrl }));
    return { port, panel: (await openPanel(port)).panel };
  };
  const of = (customer: string, twin = false) => [{ ...linkOf(DEAL.record, customer), twin }];
  const section = 'Whose deal is this?';

  it('asks whose it is, and proposes what a person says', async () => {
    const { port, panel } = await shown();
    expect(panel.getByRole('region', { name: section }).textContent).toContain('several customers');
    await press(panel.getByRole('button', { name: 'It is Umbra AG’s' }));
    expect(proposed(port)).toEqual({ page: DEAL, customer: 'G02', change: 'linkDeal', company: '001A' });
  });

  it('says whose it is, and proposes to take that back', async () => {
    const { port, panel } = await shown(two, of('G02'));
    expect(panel.getByRole('region', { name: section }).textContent).toContain('This deal is Umbra AG’s.');
    expect(panel.queryByRole('button', { name: /^It is/ })).toBeNull();
    await press(panel.getByRole('button', { name: 'Take back: this deal is Umbra AG’s' }));
    expect(proposed(port)).toMatchObject({ customer: 'G02', change: 'unlinkDeal' });
  });

  it('shows that customer first, and the others to whoever chooses them', async () => {
    const { panel } = await shown(two, of('G02'));
    expect(panel.getByRole('heading', { name: 'Umbra AG' })).toBeTruthy();
    const picker = panel.getByRole<HTMLSelectElement>('combobox', { name: 'Customer' });
    expect(picker.value).toBe('G02');
    await choose(picker, 'G01');
    expect(panel.getByRole('heading', { name: 'Hafenwerk Maschinenbau GmbH' })).toBeTruthy();
    await choose(picker, '');
    expect(panel.queryByRole('heading', { name: 'Umbra AG' })).toBeNull();
    expect(picker.value).toBe('');
  });

  it('shows that customer once it is said, whoever was chosen before', async () => {
    const { port, panel } = await shown();
    const picker = panel.getByRole<HTMLSelectElement>('combobox', { name: 'Customer' });
    await choose(picker, 'G01');
    await press(panel.getByRole('button', { name: 'It is Umbra AG’s' }));
    port.answer('record.view', () => known(two, of('G02')));
    await act(async () => port.tell({ name: 'confirm.closed', ticket: TICKET, accepted: true }));
    await settle();
    expect(panel.getByRole('heading', { name: 'Umbra AG' })).toBeTruthy();
  });

  it('offers nothing where its record in the ERP has told, nor to a role that may only read', async () => {
    const told = await shown(two, of('G02', true));
    expect(told.panel.queryByRole('button', { name: /^Take back/ })).toBeNull();
    const reading = await shown(two, [], false);
    expect(reading.panel.getByRole('region', { name: section })).toBeTruthy();
    expect(reading.panel.queryByRole('button', { name: /^It is/ })).toBeNull();
  });

  it('says nothing where there is one customer', async () => {
    const { panel } = await shown(two.slice(0, 1));
    expect(panel.queryByRole('region', { name: section })).toBeNull();
  });

  it.each([true, false])(
    'is that customer’s alone on the tab and at the glance too (open: %s)',
    async (open) => {
      const other = customerSample({ id: 'G02', name: 'Umbra AG', verdict: { level: 'stop', reasons: [] } });
      const both = known([customerSample({ creditCheck: creditCheckSample() }), other], of('G01'));
      const preferences = { open, position: null, docked: false };
      const port = fakePort(DEAL, preferences);
      port.answer('record.view', () => both);
      const ground = groundFor(port, { page: DEAL, preferences, shown: both });
      await act(() => vi.advanceTimersByTimeAsync(50));
      const glance = ground.host.shadow.textContent;
      const { surface } = await openPanel(port, ground);
      for (const text of [glance, surface.textContent]) {
        expect(text).toContain('OK to sell');
        expect(text).not.toContain('Stop');
        expect(text?.includes('This deal is Hafenwerk Maschinenbau GmbH’s.')).toBe(open);
      }
    },
  );
});
