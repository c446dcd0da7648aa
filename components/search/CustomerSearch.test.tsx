// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentProps, createRef } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CustomerSearch } from './CustomerSearch.tsx';
import { foundCustomer } from './foundCustomerSample.ts';

const NORDWIND = foundCustomer('G01', 'Nordwind Logistik AG', 'Hamburg', ['salesforce', 'hubspot']);
const NORDEN = foundCustomer('G05', 'Norden & Søn ApS', null, ['hubspot']);
const UNLINKED = foundCustomer('G04', 'Nordstern KG', 'Kiel', []);

const FIELD = createRef<HTMLInputElement>();
const search = (props: Partial<ComponentProps<typeof CustomerSearch>> = {}) => (
  <CustomerSearch
    field={FIELD}
    query=""
    onQuery={() => {}}
    results={null}
    searching={false}
    failure={null}
    onSearch={() => {}}
    onOpen={() => {}}
    onOpenSettings={() => {}}
    {...props}
  />
);
const field = () => screen.getByRole('searchbox', { name: 'Search customers' });
const open = (name: string) => screen.getByRole('button', { name });

afterEach(cleanup);

describe('the customer search', () => {
  it('has the focus from the start and passes on what is typed', async () => {
    const onQuery = vi.fn();
    render(search({ onQuery }));
    expect(document.activeElement).toBe(field());
    await userEvent.keyboard('n');
    expect(onQuery).toHaveBeenCalledExactlyOnceWith('n');
  });

  it('shows name, id and city, and one button per linked record', () => {
    render(search({ results: [NORDWIND, NORDEN, UNLINKED] }));
    const rows = screen.getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual([
      'Nordwind Logistik AGG01 · HamburgOpen in SalesforceOpen in HubSpot',
      'Norden & Søn ApSG05Open in HubSpot',
      'Nordstern KGG04 · KielNot linked to a CRM record',
    ]);
  });

  it('tells several records of one CRM apart', () => {
    render(
      search({ results: [foundCustomer('G01', 'Nordwind', null, ['salesforce', 'hubspot', 'salesforce'])] }),
    );
    const row = within(screen.getByRole('listitem'));
    expect(row.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Open in Salesforce (1)',
      'Open in HubSpot',
      'Open in Salesforce (2)',
    ]);
  });

  it('opens the very record of the button', async () => {
    const onOpen = vi.fn();
    render(search({ results: [NORDWIND, NORDEN], onOpen }));
    await userEvent.click(open('Open in HubSpot: Norden & Søn ApS'));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith('https://hubspot.example/G05/0');
  });

  it('is worked by keyboard alone: down, along, Enter opens, Escape and up lead back', async () => {
    const onOpen = vi.fn();
    render(search({ query: 'nord', results: [NORDWIND, UNLINKED, NORDEN], onOpen }));
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(document.activeElement).toBe(open('Open in HubSpot: Nordwind Logistik AG'));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(open('Open in HubSpot: Norden & Søn ApS'));
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledExactlyOnceWith('https://hubspot.example/G05/0');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(field());
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    expect(document.activeElement).toBe(field());
  });

  it('goes to the first result with Enter and opens nothing unread', async () => {
    const onOpen = vi.fn();
    const onSearch = vi.fn();
    render(search({ query: 'nord', results: [NORDWIND], onOpen, onSearch }));
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement).toBe(open('Open in Salesforce: Nordwind Logistik AG'));
    expect(onOpen).not.toHaveBeenCalled();
    expect(onSearch).not.toHaveBeenCalled();
  });

  it('searches at once with Enter while it is still waiting, and stays in the field', async () => {
    const onSearch = vi.fn();
    render(search({ query: 'nord', results: [NORDWIND], searching: true, onSearch }));
    await userEvent.keyboard('{Enter}');
    expect(onSearch).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(field());
  });

  it('says aloud what is going on', () => {
    const announced = () => screen.getByRole('status').textContent;
    const view = render(search());
    expect(announced()).toBe('');
    view.rerender(search({ searching: true }));
    expect(announced()).toBe('Searching');
    view.rerender(search({ results: [NORDWIND] }));
    expect(announced()).toBe('1 customer found');
    view.rerender(search({ results: [NORDWIND, NORDEN] }));
    expect(announced()).toBe('2 customers found');
    view.rerender(search({ results: [] }));
    expect(announced()).toBe('No customers found');
  });

  it('suggests another way where nothing was found', () => {
    render(search({ results: [] }));
    expect(screen.getByText("Check the spelling, or search for the customer's id.")).toBeTruthy();
  });

  it('shows no result beside a failure, and offers to try again', async () => {
    const onSearch = vi.fn();
    render(search({ query: 'nord', results: [NORDWIND], failure: { code: 'erp.server' }, onSearch }));
    expect(screen.queryByRole('list')).toBeNull();
    expect(screen.getByRole('alert').textContent).toBe('Something went wrong. Try again.');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(onSearch).toHaveBeenCalledOnce();
  });

  it('leads to settings when the sign-in has expired', async () => {
    const onOpenSettings = vi.fn();
    render(search({ query: 'nord', failure: { code: 'erp.authExpired' }, onOpenSettings }));
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(onOpenSettings).toHaveBeenCalledOnce();
  });
});
