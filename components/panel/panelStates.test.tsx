// @vitest-environment happy-dom
// Long because all states of the panel stand side by side here, and one that is missing is seen.
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAILURE_CODES, type Failure } from '../../lib/failure.ts';
import { failureText } from '../ui/failure.ts';
import { companyFigures, customerSample, NO_AGING, NOW, pageOf, viewOf } from './samples/customers.ts';
import { type FakePort, failing, fakePort } from './samples/fakePort.ts';
import { openPanel, settle } from './samples/openPanel.tsx';

const PAGE = pageOf('001A');
const linked = (customers = [customerSample()]) => viewOf(PAGE.record, customers);

let unmount: () => void = () => undefined;
const open = async (port: FakePort) => {
  const opened = await openPanel(port);
  unmount = () => act(() => opened.unmount());
  return opened;
};
/** A panel whose cache holds figures and whose ERP fails. */
const openFailing = async (failure: Failure, hasCache = false) => {
  const port = fakePort(PAGE);
  if (hasCache) port.answer('record.cached', () => linked());
  port.answer('record.view', failing(failure));
  const opened = await open(port);
  await act(() => vi.advanceTimersByTimeAsync(4000)); // past both retries
  return { port, ...opened };
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  unmount();
  vi.useRealTimers();
});

describe('while the figures are on their way', () => {
  it('the open panel holds their place and shows no number', async () => {
    const { panel, surface } = await open(fakePort(PAGE));
    expect(panel.getByRole('status', { name: 'Loading figures' })).toBeTruthy();
    expect(surface.textContent).not.toMatch(/\d/);
  });

  it('the cache is shown first, with its age', async () => {
    const port = fakePort(PAGE);
    port.answer('record.cached', () => linked());
    const { panel } = await open(port);
    expect(panel.getByRole('group', { name: 'AR balance' }).textContent).toContain('€2,255.50');
    expect(panel.getByText('as of 2 min ago').getAttribute('title')).toMatch(
      /Figures for Nov 20, 2026, fetched/,
    );
  });

  it('the age ticks', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => viewOf(PAGE.record, [customerSample()], { fetchedAt: NOW - 30_000 }));
    const { panel } = await open(port);
    expect(panel.getByText('as of now')).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(40_000));
    expect(panel.getByText('as of 1 min ago')).toBeTruthy();
  });
});

describe('a linked customer', () => {
  it('is read by name and value in the accessibility tree', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => linked());
    const { panel } = await open(port);
    expect(panel.getByRole('region', { name: 'Ledgerside' })).toBeTruthy();
    expect(panel.getByRole('heading', { name: 'Hafenwerk Maschinenbau GmbH' })).toBeTruthy();
    const values = [
      'AR balance',
      'Overdue',
      'Unapplied',
      'Disputed',
      'Open orders',
      'Credit limit',
      'DSO',
    ].map((name) => panel.getByRole('group', { name }).textContent);
    expect(values).toEqual([
      'AR balance€2,255.50',
      'Overdue€2,022.50',
      'Unapplied€362.00',
      'Disputed€123.50',
      'Open orders€4,760.00 (2)',
      'Credit limit€5,000.00',
      'DSO58.3 days',
    ]);
  });

  it('says who linked it, and where the figures come from', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => linked());
    const { panel } = await open(port);
    expect(panel.getByText('Linked').getAttribute('title')).toBe('Linked by ada on Nov 2, 2026');
    const link = panel.getByRole('link', { name: 'Open in Ledgerside Books' });
    expect(link.getAttribute('href')).toBe('https://erp.nordlicht.example/G01');
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it.each([null, 'javascript://erp.nordlicht.example/%0aalert(1)'])(
    'an ERP address of %s is not a link',
    async (url) => {
      const port = fakePort(PAGE);
      port.answer('record.view', () =>
        linked([customerSample({ source: { name: 'x', label: 'Books', url, documentUrl: null } })]),
      );
      const { panel } = await open(port);
      expect(panel.queryByRole('link')).toBeNull();
      expect(panel.getByText('From Books')).toBeTruthy();
    },
  );

  it('with nothing owed shows zeros, which are known; without limit or sales it says so', async () => {
    const port = fakePort(PAGE);
    const company = companyFigures({ ...NO_AGING, creditLimit: null, availableCredit: null, dsoDays: null });
    port.answer('record.view', () =>
      linked([
        customerSample({ creditLimit: null, figures: { asOf: '2026-11-20', perCurrency: {}, company } }),
      ]),
    );
    const { panel } = await open(port);
    expect(panel.getByRole('group', { name: 'AR balance' }).textContent).toBe('AR balance€0.00');
    expect(panel.getByRole('group', { name: 'Credit limit' }).textContent).toContain('no limit set');
    expect(panel.getByRole('group', { name: 'Available credit' }).textContent).toContain('no limit set');
    expect(panel.getByRole('group', { name: 'DSO' }).textContent).toContain('n/a');
  });

  it('with a limit of nothing has a limit', async () => {
    const port = fakePort(PAGE);
    const company = companyFigures({ creditLimit: 0, availableCredit: -701550, dsoDays: 1 });
    port.answer('record.view', () =>
      linked([
        customerSample({
          creditLimit: 0,
          creditHold: true,
          figures: { asOf: '2026-11-20', perCurrency: {}, company },
        }),
      ]),
    );
    const { panel } = await open(port);
    expect(panel.getByRole('group', { name: 'Credit limit' }).textContent).toContain('€0.00');
    expect(panel.getByRole('group', { name: 'Available credit' }).textContent).toContain('-€7,015.50');
    expect(panel.getByRole('group', { name: 'Credit hold' }).textContent).toContain('Yes');
    expect(panel.getByRole('group', { name: 'DSO' }).textContent).toBe('DSO1.0 days');
  });

  it('that is linked but outside the role is refused, not shown as unlinked', async () => {
    const port = fakePort(PAGE);
    const answer = linked();
    port.answer('record.view', () => ({
      ...answer,
      value: { ...answer.value, view: { ...answer.value.view, customers: [] } },
    }));
    const { panel } = await open(port);
    expect(panel.getByText("You don't have permission.")).toBeTruthy();
    expect(panel.queryByText('Link a customer')).toBeNull();
  });
});

describe('a failure', () => {
  it.each(FAILURE_CODES.filter((code) => code !== 'extension.updated' && code !== 'crm.notConnected'))(
    '%s has its sentence',
    async (code) => {
      const { panel } = await openFailing({ code });
      expect(panel.getByText(failureText({ code }))).toBeTruthy();
    },
  );

  it.each([
    ['crm.authExpired', 401, 'CRM authentication expired. Reconnect.'],
    ['erp.forbidden', 403, "You don't have permission."],
    ['crm.notFound', 404, 'CRM record not found.'],
    ['crm.rateLimited', 429, 'CRM API rate limit exceeded. Retry later.'],
    ['erp.server', 500, 'Something went wrong. Try again.'],
  ] as const)('%s (%d) reads "%s"', async (code, status, text) => {
    const { panel } = await openFailing({ code, status });
    expect(panel.getByText(text)).toBeTruthy();
  });

  it('no CRM connected has words and a button of its own', async () => {
    const { panel, port } = await openFailing({ code: 'crm.notConnected' });
    expect(panel.getByText('No CRM connected')).toBeTruthy();
    expect(panel.getByText('Connect your CRM to sync data')).toBeTruthy();
    fireEvent.click(panel.getByRole('button', { name: 'Connect CRM' }));
    expect(port.count('options.open')).toBe(1);
  });

  it.each([
    ['erp.notConnected', 'Open settings'],
    ['erp.authExpired', 'Reconnect'],
  ] as const)('%s leads to the settings by "%s"', async (code, name) => {
    const { panel, port } = await openFailing({ code });
    port.answer('options.open', failing({ code: 'unexpected' }));
    fireEvent.click(panel.getByRole('button', { name }));
    expect(port.count('options.open')).toBe(1);
  });

  it('without figures shows the balance as not known on the collapsed tab, never as zero', async () => {
    const port = fakePort(PAGE, { open: false });
    port.answer('record.view', failing({ code: 'erp.notConnected' }));
    const { panel } = await open(port);
    const tab = panel.getByRole('button', { name: /Needs attention/ });
    expect(tab.textContent).toContain('AR balance');
    expect(tab.textContent).toContain('not known');
    expect(tab.textContent).not.toMatch(/\d/);
  });

  it("tells the server's own sentence where it gave one", async () => {
    const { panel } = await openFailing({ code: 'erp.server', detail: 'The books are being closed.' });
    expect(panel.getByText('The books are being closed.')).toBeTruthy();
  });

  it('a refresh that fails keeps the last good figures, with their age and a mark', async () => {
    const { panel } = await openFailing({ code: 'erp.unreachable' }, true);
    expect(panel.getByRole('group', { name: 'AR balance' }).textContent).toContain('€2,255.50');
    expect(panel.getByText('as of 2 min ago')).toBeTruthy();
    expect(panel.getByText('Not refreshed')).toBeTruthy();
    expect(panel.getByText('Last known: OK to sell')).toBeTruthy();
  });

  it('keeps the words of a CRM, or of the contract, for whoever asks for details', async () => {
    const hidden = await openFailing({ code: 'crm.invalid', detail: 'INVALID_QUERY_FILTER_OPERATOR' });
    const { parentElement } = hidden.panel.getByText('Details');
    expect(parentElement?.tagName).toBe('DETAILS');
    expect(parentElement?.textContent).toContain('INVALID_QUERY_FILTER_OPERATOR');
  });

  it.each(['crm.notFound', 'erp.notFound'] as const)('%s leads to a refresh', async (code) => {
    const { panel, port } = await openFailing({ code, status: 404 });
    port.answer('record.view', () => linked());
    fireEvent.click(panel.getByRole('button', { name: 'Refresh sync' }));
    await settle();
    expect(panel.getByRole('group', { name: 'AR balance' }).textContent).toContain('€2,255.50');
  });

  it('that is a conflict shows the line of the sync, which leads to it; no other failure asks for that', async () => {
    const conflict = await openFailing({ code: 'erp.conflict', status: 409 }, true);
    expect(conflict.port.count('sync.recordStatus')).toBe(1);
    unmount();
    const other = await openFailing({ code: 'erp.server', status: 500 }, true);
    expect(other.port.count('sync.recordStatus')).toBe(0);
  });

  it.each(['erp.notConnected', 'erp.authExpired', 'erp.forbidden', 'erp.notFound'] as const)(
    '%s takes away figures that were read before',
    async (code) => {
      const { surface } = await openFailing({ code }, true);
      expect(surface.textContent).not.toContain('€');
    },
  );

  it('that is a refusal says that access is restricted, hides the action and leads back; coming back asks again', async () => {
    const { panel, port } = await openFailing({ code: 'erp.forbidden', status: 403 });
    expect(panel.getByText('Access restricted')).toBeTruthy();
    expect(panel.queryByRole('button', { name: 'Refresh' })).toBeNull();
    port.answer('record.view', () => linked());
    fireEvent.click(panel.getByRole('button', { name: 'Back' }));
    await settle();
    const asked = port.count('record.view');
    fireEvent.click(panel.getByRole('button', { name: /Needs attention/ }));
    await settle();
    expect(port.count('record.view')).toBe(asked + 1);
    expect(panel.getByRole('group', { name: 'AR balance' }).textContent).toContain('€2,255.50');
    expect(panel.getByRole('button', { name: 'Refresh' })).toBeTruthy();
  });

  it('leads to support where the company has one, and nowhere else', async () => {
    const { panel } = await openFailing({ code: 'erp.server', support: 'https://help.acme.example/erp' });
    expect(panel.getByRole('link', { name: 'Get support' }).getAttribute('href')).toBe(
      'https://help.acme.example/erp',
    );
  });

  it('leads to no support where the company has none', async () => {
    const { panel } = await openFailing({ code: 'erp.server' });
    expect(panel.queryByRole('link')).toBeNull();
  });

  it('can be retried', async () => {
    const { panel, port } = await openFailing({ code: 'erp.badAnswer' });
    port.answer('record.view', () => linked());
    fireEvent.click(panel.getByRole('button', { name: 'Retry' }));
    await settle();
    expect(panel.getByRole('group', { name: 'AR balance' }).textContent).toContain('€2,255.50');
    expect(panel.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it('a rate limit counts down before it can be retried', async () => {
    const { panel } = await openFailing({ code: 'erp.rateLimited', status: 429, retryAfterMs: 65_000 });
    expect(panel.getByText(/Try again in 1:01/)).toBeTruthy();
    expect(panel.queryByRole('button', { name: 'Retry' })).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(62_000));
    expect(panel.getByRole('button', { name: 'Retry' })).toBeTruthy();
  });
});

describe('asking again by itself', () => {
  it('happens twice, after 1 s and 2 s, where the ERP may come back', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', failing({ code: 'erp.timeout' }));
    await open(port);
    const counts = [port.count('record.view')];
    for (const ms of [980, 20, 1980, 20, 20_000]) {
      await act(() => vi.advanceTimersByTimeAsync(ms));
      counts.push(port.count('record.view'));
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it.each(['erp.forbidden', 'erp.rateLimited', 'erp.authExpired'] as const)(
    'never happens after %s',
    async (code) => {
      const { port } = await openFailing({ code });
      expect(port.count('record.view')).toBe(1);
    },
  );

  it('happens when the tab is looked at again after 2 min, not before', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => linked());
    await open(port);
    const look = () =>
      act(async () => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await act(() => vi.advanceTimersByTimeAsync(119_000));
    await look();
    expect(port.count('record.view')).toBe(1);
    await act(() => vi.advanceTimersByTimeAsync(2000));
    await look();
    expect(port.count('record.view')).toBe(2);
  });

  it('happens at once on the refresh button, which says that it is at work', async () => {
    const port = fakePort(PAGE);
    port.answer('record.view', () => linked());
    const { panel } = await open(port);
    port.answer('record.view', () => new Promise<never>(() => {}));
    fireEvent.click(panel.getByRole('button', { name: 'Refresh' }));
    await settle();
    expect(panel.getByRole('button', { name: 'Refreshing' }).getAttribute('aria-busy')).toBe('true');
    expect(port.count('record.view')).toBe(2);
  });
});

describe('the collapsed tab', () => {
  const collapsed = async (answer: Parameters<typeof linked>[0]) => {
    const port = fakePort(PAGE, { open: false });
    port.answer('record.view', () => linked(answer));
    return open(port);
  };

  it('says the verdict in a word and the AR balance', async () => {
    const { panel } = await collapsed([
      customerSample({ verdict: { level: 'stop', reasons: [{ code: 'creditHold' }] } }),
    ]);
    const tab = panel.getByRole('button', { name: /Stop AR balance €2,255\.50/ });
    expect(tab.getAttribute('aria-expanded')).toBe('false');
  });

  it('of several customers says the worst verdict and the total', async () => {
    const { panel } = await collapsed([
      customerSample(),
      customerSample({ id: 'G02', verdict: { level: 'watch', reasons: [] } }),
    ]);
    expect(panel.getByRole('button', { name: /Watch AR balance €4,511\.00/ })).toBeTruthy();
  });

  it('of customers in different currencies knows no total', async () => {
    const figures = { asOf: '2026-11-20', perCurrency: {}, company: companyFigures({ currency: 'CHF' }) };
    const { panel } = await collapsed([customerSample(), customerSample({ id: 'G02', figures })]);
    expect(panel.getByRole('button', { name: /not known/ })).toBeTruthy();
  });

  it('offers to link a customer where there is none', async () => {
    const { panel } = await collapsed([]);
    expect(panel.getByRole('button', { name: 'Link a customer' })).toBeTruthy();
  });

  it('marks figures that could not be refreshed', async () => {
    const port = fakePort(PAGE, { open: false });
    port.answer('record.cached', () => linked());
    port.answer('record.view', failing({ code: 'erp.badAnswer' }));
    const { panel } = await open(port);
    expect(panel.getByRole('button', { name: /€2,255\.50 as of .+ Not refreshed$/ })).toBeTruthy();
  });

  it('holds the place of the balance while it is asked for', async () => {
    const { panel } = await open(fakePort(PAGE, { open: false }));
    expect(panel.getByRole('button', { name: 'AR balance' }).textContent).not.toMatch(/\d/);
  });
});
