// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../lib/failure.ts';
import { ADA, action, CONNECTED, DISCONNECTED } from './connectionSamples.ts';
import { ErpCard } from './ErpCard.tsx';

type Props = ComponentProps<typeof ErpCard>;
const card = (props: Partial<Props> = {}) => (
  <ErpCard
    connection={DISCONNECTED.erp}
    managed={[]}
    me={null}
    connect={action()}
    test={action()}
    disconnect={action()}
    {...props}
  />
);
const refusedWith = (failure: Failure) => {
  const run = vi.fn();
  const view = render(card({ connect: action({ run }) }));
  return {
    run,
    refuse: () => view.rerender(card({ connect: action({ run, failure }) })),
  };
};
const type = async (address: string, token: string) => {
  await userEvent.type(screen.getByLabelText('Address'), address);
  await userEvent.type(screen.getByLabelText('Token'), token);
  await userEvent.click(screen.getByRole('button', { name: 'Connect' }));
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00:00Z') });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('connecting the ERP API', () => {
  it('sends the address in form and the token without its blanks', async () => {
    const { run } = refusedWith({ code: 'unexpected' });
    await type('erp.nordlicht.example/api/crm/', ' token-1 ');
    expect(run).toHaveBeenCalledExactlyOnceWith({
      address: 'https://erp.nordlicht.example',
      token: 'token-1',
    });
  });

  it('asks for what is missing at its field, moves there, and sends nothing', async () => {
    const { run } = refusedWith({ code: 'unexpected' });
    await userEvent.click(screen.getByRole('button', { name: 'Connect' }));
    const address = screen.getByLabelText('Address');
    expect(address.getAttribute('aria-invalid')).toBe('true');
    expect(describedBy(address)).toContain("Enter the ERP API's address.");
    expect(describedBy(screen.getByLabelText('Token'))).toContain('Enter your token.');
    expect(document.activeElement).toBe(address);
    expect(run).not.toHaveBeenCalled();
  });

  it('never sends a token in the open', async () => {
    const { run } = refusedWith({ code: 'unexpected' });
    await type('http://erp.nordlicht.example', 'token-1');
    expect(describedBy(screen.getByLabelText('Address'))).toContain('Use https');
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ['erp.unreachable', 'Address', 'Nothing answers at this address.'],
    ['erp.timeout', 'Address', 'did not answer in time'],
    ['erp.notAnErpApi', 'Address', 'it is not an ERP API'],
    ['erp.notFound', 'Address', 'it is not an ERP API'],
    ['erp.authExpired', 'Token', 'does not accept this token'],
  ] as const)('says %s at the field %s and keeps what was typed', async (code, label, words) => {
    const { refuse } = refusedWith({ code });
    await type('erp.nordlicht.example', 'token-1');
    refuse();
    const field = screen.getByLabelText(label);
    expect(describedBy(field)).toContain(words);
    expect(document.activeElement).toBe(field);
    expect(screen.getByLabelText('Address')).toHaveProperty('value', 'erp.nordlicht.example');
    expect(screen.getByLabelText('Token')).toHaveProperty('value', 'token-1');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('takes an error back as soon as its field is edited', async () => {
    const { refuse } = refusedWith({ code: 'erp.authExpired' });
    await type('erp.nordlicht.example', 'token-1');
    refuse();
    await userEvent.type(screen.getByLabelText('Token'), '2');
    expect(describedBy(screen.getByLabelText('Token'))).not.toContain('does not accept');
  });

  it.each([
    ['erp.invalid', 'Invalid ERP configuration. Check settings.'],
    ['erp.forbidden', "You don't have permission."],
    ['erp.rateLimited', 'ERP API rate limit exceeded. Retry later.'],
    ['erp.server', 'Something went wrong. Try again.'],
  ] as const)('says %s below the fields, with what was typed in place', async (code, words) => {
    const { refuse } = refusedWith({ code, retryAfterMs: 30_000 });
    await type('erp.nordlicht.example', 'token-1');
    refuse();
    expect(screen.getByRole('alert').textContent).toContain(words);
    expect(screen.getByLabelText('Token')).toHaveProperty('value', 'token-1');
  });

  it('does not connect twice while it is connecting', async () => {
    const run = vi.fn();
    render(card({ connect: action({ run, pending: true }) }));
    const button = screen.getByRole('button', { name: 'Connecting…' });
    expect(button.getAttribute('aria-busy')).toBe('true');
    await userEvent.type(screen.getByLabelText('Token'), 'x{Enter}');
    await userEvent.click(button);
    expect(run).not.toHaveBeenCalled();
  });

  it('shows an address that policy has set, locked and with the reason', () => {
    render(
      card({
        connection: { state: 'disconnected', address: 'https://erp.nordlicht.example' },
        managed: ['erp.address'],
      }),
    );
    const address = screen.getByLabelText('Address');
    expect(address).toHaveProperty('value', 'https://erp.nordlicht.example');
    expect(address).toHaveProperty('readOnly', true);
    expect(describedBy(address)).toBe("Set by your company's policy.");
    expect(screen.getByLabelText('Token')).toHaveProperty('readOnly', false);
  });
});

describe('a connected ERP API', () => {
  const connected = { connection: CONNECTED.erp, me: ADA };

  it('says whose it is, in which role and tenant, until when; never the token', () => {
    render(card(connected));
    expect(screen.getByText('Connected')).toBeTruthy();
    expect(factsOf()).toEqual({
      Address: 'https://erp.nordlicht.example',
      Company: 'Nordlicht Handels GmbH',
      'Signed in as': 'ada',
      Role: "crm.sync · your team's customers",
      Tenant: 'nordlicht',
      'Valid until': medium('2027-02-08T12:00:00Z'),
    });
    expect(screen.queryByLabelText('Token')).toBeNull();
  });

  it('leaves out what it does not know', () => {
    render(
      card({ connection: { ...CONNECTED.erp, state: 'connected', label: '', user: null, expiresAt: null } }),
    );
    expect(factsOf()).toEqual({ Address: 'https://erp.nordlicht.example' });
  });

  it.each([
    ['2026-11-28T12:00:00Z', (day: string) => `${day} (soon)`],
    ['2026-11-19T12:00:00Z', (day: string) => `Expired on ${day}`],
  ])('warns of a token valid until %s', (expiresAt, words) => {
    render(card({ ...connected, me: { ...ADA, expiresAt } }));
    expect(factsOf()).toHaveProperty('Valid until', words(medium(expiresAt)));
  });

  it('says after a test which books answered, as of which day', () => {
    render(card({ ...connected, test: action({ answer: ADA }) }));
    const outcome = screen.getByRole('status').textContent;
    expect(outcome).toContain('Connected ✓');
    expect(outcome).toContain(`Books of Nordlicht Handels GmbH, as of ${medium('2026-11-20T12:00:00Z')}.`);
  });

  it('does not call an ERP API without books a success', () => {
    render(card({ ...connected, test: action({ answer: { ...ADA, company: null } }) }));
    expect(screen.getByRole('status').textContent).toContain('its books are empty');
    expect(screen.queryByText('Connected ✓')).toBeNull();
  });

  it('asks before it disconnects; Escape keeps it, and the focus', async () => {
    const run = vi.fn();
    render(card({ ...connected, disconnect: action({ run }) }));
    await userEvent.click(screen.getByRole('button', { name: 'Disconnect' }));
    expect(screen.getByText(/^Disconnect ERP API\?/)).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    expect(run).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Disconnect' }));
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByRole('button', { name: 'Keep' }));
    await userEvent.click(screen.getByRole('button', { name: 'Disconnect' }));
    await userEvent.click(screen.getByRole('button', { name: 'Disconnect' }));
    expect(run).toHaveBeenCalledOnce();
  });

  it('says to which address it is connected while another is typed', async () => {
    render(card(connected));
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(
      screen.getByText('Still connected to https://erp.nordlicht.example until another address is saved.'),
    ).toBeTruthy();
  });

  it('offers to try again when disconnecting fails', async () => {
    const run = vi.fn();
    render(card({ ...connected, disconnect: action({ run, failure: { code: 'storage' } }) }));
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain("The browser's storage failed.");
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(run).toHaveBeenCalledOnce();
  });

  it('can be changed, or left as it is', async () => {
    render(card(connected));
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    expect(screen.getByLabelText('Address')).toHaveProperty('value', 'https://erp.nordlicht.example');
    expect(screen.getByLabelText('Token')).toHaveProperty('value', '');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByLabelText('Token')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'ERP API' }));
  });

  it('keeps the form, and what was typed, when a change is refused; closes it when it is accepted', async () => {
    const view = render(card(connected));
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    await userEvent.type(screen.getByLabelText('Token'), 'token-2');
    view.rerender(card({ ...connected, connect: action({ failure: { code: 'erp.authExpired' } }) }));
    expect(screen.getByLabelText('Token')).toHaveProperty('value', 'token-2');
    view.rerender(card({ ...connected, connect: action({ answer: ADA }) }));
    expect(screen.queryByLabelText('Token')).toBeNull();
  });
});

describe('an ERP API that fails', () => {
  const failed = (failure: Failure): Partial<Props> => ({
    connection: { state: 'failed', label: 'Nordlicht', failure, address: 'https://erp.nordlicht.example' },
  });

  it('says that its sign-in has expired and leads to the form', async () => {
    render(card(failed({ code: 'erp.authExpired' })));
    expect(screen.getByText('Disconnected')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('ERP authentication expired. Reconnect.');
    // What is not connected is not disconnected; what is stored of it is removed.
    expect(screen.queryByRole('button', { name: 'Disconnect' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Remove' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(screen.getByLabelText('Token')).toBeTruthy();
  });

  it('is asked again where that may help', async () => {
    const run = vi.fn();
    render(card({ ...failed({ code: 'erp.unreachable' }), test: action({ run }) }));
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(run).toHaveBeenCalledOnce();
  });

  it('believes the test just made, not what was remembered', () => {
    render(
      card({
        ...failed({ code: 'erp.unreachable' }),
        test: action({ failure: { code: 'erp.authExpired' } }),
      }),
    );
    expect(screen.getAllByRole('alert')).toHaveLength(1);
    expect(screen.getByRole('alert').textContent).toContain('expired');
  });

  it.each([
    ['erp.rateLimited', 'Rate limited'],
    ['erp.forbidden', 'Access restricted'],
  ] as const)('%s has a badge of its own: %s', (code, words) => {
    render(card(failed({ code })));
    const region = screen.getByRole('region', { name: 'ERP API' });
    expect(within(region).getByText(words)).toBeTruthy();
  });
});

/** As this machine writes a day: the tests hold in any language. */
const medium = (instant: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(Date.parse(instant));

const describedBy = (field: HTMLElement): string =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');

const factsOf = (): Record<string, string | null> =>
  Object.fromEntries(
    [...document.querySelectorAll('dt')].map((term) => [
      term.textContent ?? '',
      term.nextElementSibling?.textContent ?? null,
    ]),
  );
