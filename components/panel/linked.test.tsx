// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  creditCheckSample,
  customerSample,
  linkOf,
  NOW,
  pageOf,
  recordOf,
  SUGGESTIONS,
  viewOf,
} from './samples/customers.ts';
import { type FakePort, failing, fakePort } from './samples/fakePort.ts';
import { openPanel, settle } from './samples/openPanel.tsx';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  document.documentElement.replaceChildren(document.createElement('head'), document.createElement('body'));
});

const PAGE = pageOf('001A');
const CONTACT = pageOf('003C', 'contact');
const TICKET = 'a'.repeat(32);
const frameUrl = `chrome-extension://ledgerside/confirm.html#ticket=${TICKET}`;

const proposing = (port: FakePort) => port.answer('link.propose', () => ({ ticket: TICKET, frameUrl }));
const proposed = (port: FakePort) => port.asked.findLast(({ name }) => name === 'link.propose')?.request;
const press = async (element: Element) => {
  await act(async () => void fireEvent.click(element));
  await settle();
};

describe('a linked record', () => {
  it('proposes to end its link, and asks again once that is confirmed', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()]));
    proposing(port);
    const { panel } = await openPanel(port);
    await press(panel.getByRole('button', { name: 'Unlink Hafenwerk Maschinenbau GmbH' }));
    expect(proposed(port)).toEqual({ page: PAGE, customer: 'G01', change: 'unlink' });
    expect(panel.getByTitle('Confirm the link')).toBeTruthy();
    const before = port.count('record.view');
    await act(async () => port.tell({ name: 'confirm.closed', ticket: TICKET, accepted: true }));
    await settle();
    expect(port.count('record.view')).toBe(before + 1);
    expect(panel.queryByTitle('Confirm the link')).toBeNull();
  });

  it('says why a proposal failed and keeps its figures', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()]));
    port.answer('link.propose', failing({ code: 'erp.conflict', status: 404 }));
    const { panel, surface } = await openPanel(port);
    await press(panel.getByRole('button', { name: /^Unlink/ }));
    expect(surface.textContent).toContain('Sync conflict detected.');
    expect(panel.getByRole('group', { name: 'AR balance' })).toBeTruthy();
  });

  it('offers nothing to write to a role that may not link', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()], { canLink: false }));
    const { panel } = await openPanel(port);
    expect(panel.queryByRole('button', { name: /^Unlink|Link another/ })).toBeNull();
  });

  it('can have another customer; the CRM is asked only then, and who is linked is not offered again', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()]));
    port.answer('record.suggestions', () => ({ isPerson: false, suggestions: SUGGESTIONS }));
    const { panel, surface } = await openPanel(port);
    expect(port.count('record.suggestions')).toBe(0);
    await press(panel.getByRole('button', { name: 'Link another customer' }));
    expect(port.count('record.suggestions')).toBe(1);
    expect(surface.textContent).toContain('No customer in the ERP looks like this company.');
  });

  it('tells of a customer that looks like another, and of one that another account is linked to', async () => {
    const other = linkOf(recordOf('001B'), 'G01');
    const answer = viewOf(PAGE.record, [customerSample({ links: [linkOf(PAGE.record, 'G01'), other] })]);
    const lookalike = {
      customer: customerSample().id,
      other: { id: customerSample({ id: 'G77' }).id, name: 'Hafenwerk' },
      score: 88,
      reasons: SUGGESTIONS[0]?.reasons ?? [],
    };
    const port = fakePort(PAGE);
    port.answer('record.view', () => ({
      ...answer,
      value: { ...answer.value, view: { ...answer.value.view, lookalikes: [lookalike] } },
    }));
    const { panel, surface } = await openPanel(port);
    expect(surface.textContent).toContain('Hafenwerk Maschinenbau GmbH is also linked to another Account.');
    expect(panel.getByRole('link', { name: 'Open the other record' }).getAttribute('href')).toBe(
      'https://nordlicht.lightning.force.com/lightning/r/Account/001B/view',
    );
    expect(surface.textContent).toContain('Looks like Hafenwerk · G77');
    expect(surface.textContent).toContain('Score 88 of 100:');
  });
});

describe('a contact of several companies', () => {
  const companies = [
    { record: recordOf('001A'), name: 'Hafenwerk' },
    { record: recordOf('001B'), name: null },
  ];
  const answered = (id: string) =>
    viewOf(recordOf(id), [customerSample({ id: id === '001A' ? 'G01' : 'G02', name: `Customer of ${id}` })], {
      via: recordOf(id),
      companies,
    });

  it('shows the main one’s figures and lets another be chosen; what is written is about that one', async () => {
    const port = fakePort(CONTACT);
    port.answer('record.view', ({ company }) => answered(company ?? '001A'));
    proposing(port);
    const { panel, surface } = await openPanel(port);
    const picker = panel.getByRole('combobox', { name: 'Figures of' });
    expect([...picker.children].map((option) => option.textContent)).toEqual(['Hafenwerk (main)', '001B']);
    expect(surface.textContent).toContain('This record belongs to 2 companies.');
    await act(async () => void fireEvent.change(picker, { target: { value: '001B' } }));
    await settle();
    expect(panel.getByRole('heading', { name: 'Customer of 001B' })).toBeTruthy();
    await press(panel.getByRole('button', { name: /^Unlink/ }));
    expect(proposed(port)).toEqual({ page: CONTACT, customer: 'G02', change: 'unlink', company: '001B' });
  });

  it('of one company that has a name says it', async () => {
    const port = fakePort(CONTACT);
    port.answer('record.view', () => ({
      ...answered('001A'),
      value: { ...answered('001A').value, companies: companies.slice(0, 1) },
    }));
    const { surface } = await openPanel(port);
    expect(surface.textContent).toContain('Figures of Hafenwerk, the company this record belongs to');
  });
});

describe('a record that is not linked', () => {
  const unlinked = (more: object = {}) => {
    const answer = viewOf(PAGE.record, []);
    return { ...answer, value: { ...answer.value, view: { ...answer.value.view, ...more } } };
  };
  const NEVER = {
    id: '0198f1c2-0000-7000-8000-000000000009',
    record: PAGE.record,
    customer: customerSample().id,
    customerName: 'Hafenwerk Maschinenbau GmbH',
    createdBy: 'ada',
    createdAt: '2026-11-02T09:00:00Z',
  };

  it('can be kept apart from a suggested customer', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => unlinked());
    port.answer('record.suggestions', () => ({ isPerson: true, suggestions: SUGGESTIONS }));
    proposing(port);
    const { panel, surface } = await openPanel(port);
    expect(surface.textContent).toContain('A person account is its own customer.');
    await press(panel.getByRole('button', { name: 'Never link Hafenwerk Maschinenbau GmbH' }));
    expect(proposed(port)).toEqual({ page: PAGE, customer: 'G01', change: 'neverLink' });
  });

  it('tells who has said never, suggests that customer no more, and lets it be taken back', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => unlinked({ neverLinks: [NEVER] }));
    port.answer('record.suggestions', () => ({ isPerson: false, suggestions: SUGGESTIONS }));
    proposing(port);
    const { panel, surface } = await openPanel(port);
    expect(surface.textContent).toContain('said by ada on Nov 2, 2026');
    expect(panel.queryByRole('button', { name: /^Link Hafenwerk/ })).toBeNull();
    expect(surface.textContent).not.toContain('Suggested');
    await press(panel.getByRole('button', { name: 'Allow again: link Hafenwerk Maschinenbau GmbH' }));
    expect(proposed(port)).toEqual({ page: PAGE, customer: 'G01', change: 'allowLink' });
  });

  it('asks for suggestions again after somebody changed what is linked', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => unlinked());
    port.answer('record.suggestions', () => ({ isPerson: false, suggestions: SUGGESTIONS }));
    await openPanel(port);
    await act(async () =>
      port.tell({ name: 'record.changed', key: 'salesforce/nordlicht.my.salesforce.com/Account/001A' }),
    );
    await settle();
    expect(port.count('record.suggestions')).toBe(2);
  });

  it('that is a lead shows who it may be, to read only', async () => {
    const lead = pageOf('00Q1', 'lead');
    const port = fakePort(lead);
    port.answer('record.view', () => viewOf(lead.record, []));
    port.answer('record.suggestions', () => ({ isPerson: false, suggestions: SUGGESTIONS }));
    const { panel, surface } = await openPanel(port);
    expect(surface.textContent).toContain('It may already be a customer:');
    expect(surface.textContent).toContain('Score 92 of 100');
    expect(panel.queryByRole('button', { name: /[Ll]ink Hafenwerk/ })).toBeNull();
  });
});

it('a record of another portal says which is connected and which it is in', async () => {
  const port = fakePort(CONTACT);
  const orgs = { system: 'hubspot', connected: '11', record: '22' } as const;
  port.answer('record.view', failing({ code: 'crm.otherOrg', orgs }));
  const { surface } = await openPanel(port);
  expect(surface.textContent).toContain('Connected to portal 11; this record is in portal 22.');
});

it('each of several customers has a credit check with its name, and a term leads to the list below', async () => {
  Element.prototype.scrollIntoView = vi.fn();
  const creditCheck = creditCheckSample();
  const deal = pageOf('006A', 'opportunity');
  const port = fakePort(deal);
  port.answer('record.view', () =>
    viewOf(
      recordOf('001A'),
      [customerSample({ creditCheck }), customerSample({ id: 'G02', name: 'Umbra AG', creditCheck })],
      { via: recordOf('001A') },
    ),
  );
  const { panel } = await openPanel(port);
  expect(panel.getByRole('heading', { name: 'Credit check Umbra AG' })).toBeTruthy();
  const [first] = panel.getAllByRole('button', { name: '− Open orders' });
  if (first === undefined) throw new Error('There is no term.');
  await press(first);
  await press(panel.getByRole('button', { name: 'Show in Orders' }));
  expect(panel.getByRole('tab', { name: /^Orders/ }).getAttribute('aria-selected')).toBe('true');
});
