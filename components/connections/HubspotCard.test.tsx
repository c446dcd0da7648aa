// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../lib/failure.ts';
import { action, NO_PORTAL, PORTAL } from './connectionSamples.ts';
import { HubspotCard } from './HubspotCard.tsx';

const card = (props: Partial<ComponentProps<typeof HubspotCard>> = {}) => (
  <HubspotCard
    connection={NO_PORTAL}
    managed={[]}
    erpConnected={true}
    connect={action()}
    test={action()}
    disconnect={action()}
    onGoToErp={() => {}}
    {...props}
  />
);

afterEach(cleanup);

describe('connecting HubSpot', () => {
  it('signs in at HubSpot', async () => {
    const run = vi.fn();
    render(card({ connect: action({ run }) }));
    await userEvent.click(screen.getByRole('button', { name: 'Connect HubSpot' }));
    expect(run).toHaveBeenCalledExactlyOnceWith({ mode: 'oauth' });
  });

  it('needs the ERP API first, says why, and leads there', async () => {
    const onGoToErp = vi.fn();
    render(card({ erpConnected: false, onGoToErp }));
    expect(screen.getByText('Connect the ERP API first')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Connect HubSpot' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Go to ERP API' }));
    expect(onGoToErp).toHaveBeenCalledOnce();
  });

  it('keeps the Service Key behind a disclosure and says plainly what it opens', async () => {
    render(card());
    const disclosure = screen.getByText('One-person trial: use a Service Key').closest('details');
    expect(disclosure?.open).toBe(false);
    expect(disclosure?.textContent).toContain('A Service Key opens the whole HubSpot account.');
  });

  it('connects with a Service Key, even without the ERP API', async () => {
    const run = vi.fn();
    render(card({ erpConnected: false, connect: action({ run }) }));
    expect(screen.getByLabelText('Service Key')).toHaveProperty('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Connect with Service Key' }));
    expect(screen.getByText('Enter the Service Key.')).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Service Key'), ' pat-eu1-1 {Enter}');
    expect(run).toHaveBeenCalledExactlyOnceWith({ mode: 'serviceKey', serviceKey: 'pat-eu1-1' });
  });

  it.each([
    ['crm.authExpired', 'HubSpot does not accept this key'],
    ['crm.forbidden', 'This key may not read companies.'],
  ] as const)('says %s at the key, which stays', async (code, words) => {
    const view = render(card());
    await userEvent.type(screen.getByLabelText('Service Key'), 'pat-eu1-1{Enter}');
    await act(async () => view.rerender(card({ connect: action({ failure: { code } }) })));
    expect(screen.getByText(new RegExp(words))).toBeTruthy();
    expect(screen.getByLabelText('Service Key')).toHaveProperty('value', 'pat-eu1-1');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('has no Service Key where policy forbids it, and says so', () => {
    render(card({ managed: ['hubspot.serviceKey'] }));
    expect(screen.queryByLabelText('Service Key')).toBeNull();
    expect(screen.getByText("Service Keys are not allowed by your company's policy.")).toBeTruthy();
  });

  const afterSignIn = async (failure: Failure, onGoToErp = () => {}) => {
    const run = vi.fn();
    const view = render(card({ connect: action({ run }), onGoToErp }));
    await userEvent.click(screen.getByRole('button', { name: 'Connect HubSpot' }));
    await act(async () => view.rerender(card({ connect: action({ run, failure }), onGoToErp })));
    return run;
  };

  it.each([
    ['erp.notFound', 'This ERP API has no HubSpot app yet.'],
    ['erp.conflict', 'CRM authentication expired. Reconnect.'],
    ['crm.server', 'Something went wrong. Try again.'],
  ] as const)('says what %s means in a HubSpot sign-in', async (code, words) => {
    const run = await afterSignIn({ code });
    expect(screen.getByRole('alert').textContent).toContain(words);
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('leads to the ERP card when it is the ERP token that has expired', async () => {
    const onGoToErp = vi.fn();
    await afterSignIn({ code: 'erp.authExpired' }, onGoToErp);
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(onGoToErp).toHaveBeenCalledOnce();
  });

  it('signs in again when HubSpot does not accept the sign-in', async () => {
    const run = await afterSignIn({ code: 'crm.authExpired' });
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(run).toHaveBeenCalledTimes(2);
  });
});

describe('a connected HubSpot', () => {
  it('says which portal, who and how, without saying it twice', () => {
    render(card({ connection: PORTAL }));
    expect(screen.getAllByText('4711')).toHaveLength(1);
    expect(screen.getByText('Your own sign-in')).toBeTruthy();
    expect(screen.getByText('ada@nordlicht.example')).toBeTruthy();
  });

  it('says that a Service Key opens the whole account, and until when', () => {
    const connection = { ...PORTAL, mode: 'serviceKey', expiresAt: Date.now() + 1e10 } as const;
    render(card({ connection: { ...connection, state: 'connected', label: 'Nordlicht', user: null } }));
    expect(screen.getByText('Service Key (whole account)')).toBeTruthy();
    expect(screen.getByText('Nordlicht')).toBeTruthy();
    expect(screen.getByText('Valid until')).toBeTruthy();
  });

  it('shows the fields that came back', () => {
    render(card({ connection: PORTAL, connect: action({ answer: { fields: 1, label: '4711' } }) }));
    expect(screen.getByRole('status').textContent).toBe('Connected ✓1 field read from HubSpot (4711).');
  });

  it('can be changed or left', async () => {
    render(card({ connection: PORTAL }));
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('button', { name: 'Test Connection' })).toBeTruthy();
  });

  const expired = (mode: 'oauth' | 'serviceKey') =>
    ({
      state: 'failed',
      label: '4711',
      failure: { code: 'crm.authExpired' },
      portalId: '4711',
      mode,
    }) as const;

  it('signs in again with one press', async () => {
    const run = vi.fn();
    render(card({ connection: expired('oauth'), connect: action({ run }) }));
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(run).toHaveBeenCalledExactlyOnceWith({ mode: 'oauth' });
  });

  it('asks for a Service Key again, because none is ever shown', async () => {
    const run = vi.fn();
    render(card({ connection: expired('serviceKey'), connect: action({ run }) }));
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(run).not.toHaveBeenCalled();
    expect(screen.getByLabelText('Service Key')).toHaveProperty('value', '');
  });

  it('counts down to when a limited CRM may be asked again', () => {
    const failure = { code: 'crm.rateLimited', retryAfterMs: 45_000 } as const;
    render(card({ connection: { ...expired('oauth'), failure } }));
    expect(screen.getByText('Rate limited')).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toMatch(/^Try again in 45 /);
  });
});
