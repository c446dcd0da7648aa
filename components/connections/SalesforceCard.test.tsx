// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { action, NO_ORG, NORDLICHT } from './connectionSamples.ts';
import { SalesforceCard } from './SalesforceCard.tsx';

const card = (props: Partial<ComponentProps<typeof SalesforceCard>> = {}) => (
  <SalesforceCard
    connection={NO_ORG}
    managed={[]}
    callbackUrl="https://extension.chromiumapp.org/"
    connect={action()}
    test={action()}
    disconnect={action()}
    chooseCurrency={action()}
    {...props}
  />
);

afterEach(cleanup);

describe('connecting Salesforce', () => {
  it('opens the sign-in with the API host of whatever address was pasted', async () => {
    const run = vi.fn();
    render(card({ connect: action({ run }) }));
    await userEvent.type(
      screen.getByLabelText('My Domain'),
      'https://acme.lightning.force.com/lightning/page/home',
    );
    await userEvent.type(screen.getByLabelText('Consumer key'), ' key ');
    await userEvent.click(screen.getByRole('button', { name: 'Connect Salesforce' }));
    expect(run).toHaveBeenCalledExactlyOnceWith({ host: 'acme.my.salesforce.com', consumerKey: 'key' });
  });

  it('explains why an address cannot be a My Domain', async () => {
    const run = vi.fn();
    render(card({ connect: action({ run }) }));
    await userEvent.type(screen.getByLabelText('My Domain'), 'login.salesforce.com');
    await userEvent.click(screen.getByRole('button', { name: 'Connect Salesforce' }));
    expect(screen.getByText(/This is an address for every org\./)).toBeTruthy();
    expect(screen.getByText('Enter the consumer key.')).toBeTruthy();
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ['crm.unreachable', 'No Salesforce org answers at this My Domain.'],
    ['crm.notFound', 'Salesforce knows no org of this name.'],
  ] as const)('says %s at the My Domain, and keeps both fields', async (code, words) => {
    const view = render(card());
    await userEvent.type(screen.getByLabelText('My Domain'), 'acmee');
    await userEvent.type(screen.getByLabelText('Consumer key'), 'key');
    await act(async () => view.rerender(card({ connect: action({ failure: { code } }) })));
    expect(screen.getByText(new RegExp(words))).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('My Domain'));
    expect(screen.getByLabelText('Consumer key')).toHaveProperty('value', 'key');
  });

  it('tells what Salesforce itself said, below our own words', () => {
    render(
      card({
        connect: action({ failure: { code: 'crm.invalid', status: 400, detail: 'invalid_client_id' } }),
      }),
    );
    const alert = screen.getByRole('alert').textContent;
    expect(alert).toContain('Invalid CRM configuration. Check settings.');
    expect(alert).toContain('invalid_client_id');
  });

  it('takes a closed sign-in window calmly and offers it again', async () => {
    const run = vi.fn();
    const connection = { ...NO_ORG, host: 'acme.my.salesforce.com', consumerKey: 'key' };
    render(card({ connection, connect: action({ run, failure: { code: 'cancelled' } }) }));
    expect(screen.getByRole('alert').textContent).toContain('Cancelled. Nothing was changed.');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(run).toHaveBeenCalledExactlyOnceWith({ host: 'acme.my.salesforce.com', consumerKey: 'key' });
  });

  it('tells an administrator the callback URL', () => {
    render(card());
    expect(screen.getByText('https://extension.chromiumapp.org/')).toBeTruthy();
  });

  it('locks what policy has set, each field for itself', () => {
    render(card({ managed: ['salesforce.consumerKey'] }));
    expect(screen.getByLabelText('My Domain')).toHaveProperty('readOnly', false);
    expect(screen.getByLabelText('Consumer key')).toHaveProperty('readOnly', true);
    expect(screen.getByText("Set by your company's policy.")).toBeTruthy();
  });
});

describe('a connected Salesforce', () => {
  const connected = { connection: NORDLICHT };

  it('says which org and who, without saying it twice', () => {
    render(card(connected));
    expect(screen.getAllByText('nordlicht.my.salesforce.com')).toHaveLength(1);
    expect(screen.getByText('ada@nordlicht.example')).toBeTruthy();
  });

  it('is "Connected ✓" with the count of the fields that came back', () => {
    render(
      card({ ...connected, test: action({ answer: { fields: 214, label: 'acme.my.salesforce.com' } }) }),
    );
    expect(screen.getByRole('status').textContent).toBe(
      'Connected ✓214 fields read from Salesforce (acme.my.salesforce.com).',
    );
  });

  it('is not "Connected ✓" when not one field came back', () => {
    render(card({ ...connected, test: action({ answer: { fields: 0, label: 'acme' } }) }));
    expect(screen.getByRole('status').textContent).toContain('shows no fields');
    expect(screen.queryByText('Connected ✓')).toBeNull();
  });

  it('says while it is being tested', async () => {
    const run = vi.fn();
    render(card({ ...connected, test: action({ run, pending: true }) }));
    await userEvent.click(screen.getByRole('button', { name: 'Testing…' }));
    expect(run).not.toHaveBeenCalled();
  });

  it('tests at the press of a button', async () => {
    const run = vi.fn();
    render(card({ ...connected, test: action({ run }) }));
    await userEvent.click(screen.getByRole('button', { name: 'Test Connection' }));
    expect(run).toHaveBeenCalledOnce();
  });

  it('can be changed, with what is saved filled in, or left', async () => {
    render(card(connected));
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(screen.getByLabelText('My Domain')).toHaveProperty('value', 'nordlicht.my.salesforce.com');
    expect(screen.getByLabelText('Consumer key')).toHaveProperty('value', 'consumer-key');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByLabelText('My Domain')).toBeNull();
  });

  it('shows until when a sign-in holds, where that is known', () => {
    const expiresAt = Date.now() + 90 * 24 * 3600 * 1000;
    render(card({ connection: { ...NORDLICHT, state: 'connected', label: '', user: null, expiresAt } }));
    expect(screen.getByText('Valid until')).toBeTruthy();
  });

  it('reconnects with one press after its sign-in has expired', async () => {
    const run = vi.fn();
    const connection = {
      ...NORDLICHT,
      state: 'failed',
      label: 'acme',
      failure: { code: 'crm.authExpired', status: 401 },
    } as const;
    render(card({ connection, connect: action({ run }) }));
    expect(screen.getByRole('alert').textContent).toContain('CRM authentication expired. Reconnect.');
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(run).toHaveBeenCalledExactlyOnceWith({
      host: 'nordlicht.my.salesforce.com',
      consumerKey: 'consumer-key',
    });
  });

  it('keeps its My Domain: another org is added, never put in its place', async () => {
    render(card(connected));
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(screen.getByLabelText('My Domain')).toHaveProperty('readOnly', true);
    expect(screen.getByText('To connect another org, add it as one.')).toBeTruthy();
  });

  it('asks for the currency of an org whose records name none, and of no other', async () => {
    const run = vi.fn();
    const { rerender } = render(card(connected));
    expect(screen.queryByLabelText('Org currency')).toBeNull();
    const single = { ...NORDLICHT, hasCurrencies: false };
    rerender(card({ connection: single, chooseCurrency: action({ run }) }));
    const choice = screen.getByLabelText('Org currency');
    expect(choice).toHaveProperty('value', '');
    await userEvent.selectOptions(choice, 'EUR · Euro');
    expect(run).toHaveBeenLastCalledWith('EUR');
    rerender(card({ connection: { ...single, currency: 'EUR' }, chooseCurrency: action({ run }) }));
    await userEvent.selectOptions(choice, 'Choose a currency');
    expect(run).toHaveBeenLastCalledWith(null);
    const failure = { code: 'storage' } as const;
    rerender(card({ connection: single, chooseCurrency: action({ failure }) }));
    expect(screen.getByRole('alert').textContent).toContain("The browser's storage failed.");
  });

  it('that is one more can be given up before it is connected', async () => {
    const onCancel = vi.fn();
    render(card({ title: 'Salesforce · another org', onCancel }));
    expect(screen.getByRole('region', { name: 'Salesforce · another org' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onCancel).toHaveBeenCalledOnce();
  });
});
