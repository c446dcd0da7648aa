// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CONNECTED, DISCONNECTED } from '../../components/connections/connectionSamples.ts';
import { foundCustomer } from '../../components/search/foundCustomerSample.ts';
import { syncStatus } from '../../components/sync/syncSamples.ts';
import { PAGE_QUERIES } from '../../components/ui/pageQueries.ts';
import type { Failure } from '../../lib/failure.ts';
import type { MessageName } from '../../lib/messaging/protocol.ts';
import { PopupPage } from './PopupPage.tsx';

interface Asked {
  readonly name: MessageName;
  readonly request: { readonly query?: string; readonly requestId?: string };
}
const asked: Asked[] = [];
let answer: (message: Asked) => unknown;
const value = (known: unknown) => ({ ok: true, value: known });
const failure = (known: Failure) => ({ ok: false, failure: known });
const searches = () => asked.filter(({ name }) => name === 'customers.search').map(({ request }) => request);

const connected =
  (search: (query: string) => unknown = () => value([])) =>
  ({ name, request }: Asked) => {
    if (name === 'connections.read') return value(CONNECTED);
    if (name === 'sync.status') return value(syncStatus());
    return name === 'customers.search' ? search(request.query ?? '') : value(null);
  };

beforeEach(() => {
  asked.length = 0;
  answer = connected();
  fakeBrowser.runtime.onMessage.addListener((message: Asked, _sender, sendResponse) => {
    asked.push(message);
    void Promise.resolve(answer(message)).then(sendResponse);
    return true;
  });
  vi.useFakeTimers();
  // Testing Library only knows one brand of fake timers; without this it would wait for a clock that stands still.
  vi.stubGlobal('jest', { advanceTimersByTime: (ms: number) => vi.advanceTimersByTime(ms) });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const typist = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
/** Lets time pass, and then what it set going come to rest: rendering and each answer take a turn of their own. */
const pass = async (milliseconds: number) => {
  for (const step of [milliseconds, 0, 0, 0]) await act(() => vi.advanceTimersByTimeAsync(step));
};
const open = () =>
  render(
    <QueryClientProvider client={new QueryClient(PAGE_QUERIES)}>
      <PopupPage />
    </QueryClientProvider>,
  );

describe('the popup', () => {
  it('takes what is typed from the start, while the connections are still being read', async () => {
    open();
    expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    await pass(0);
    expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  it('says what is connected', async () => {
    open();
    await pass(0);
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows).toEqual([
      expect.stringMatching(/^ERP API.*Connected$/),
      expect.stringMatching(/^Salesforce.*Connected$/),
      expect.stringMatching(/^HubSpot.*Connected$/),
    ]);
    expect(screen.queryByText('No CRM connected')).toBeNull();
  });

  it('leads to settings when no CRM is connected, and closes', async () => {
    answer = ({ name }) => value(name === 'connections.read' ? DISCONNECTED : null);
    const close = vi.spyOn(window, 'close').mockImplementation(() => {});
    open();
    await pass(0);
    expect(screen.getByRole('heading', { name: 'No CRM connected' })).toBeTruthy();
    expect(screen.getByText('Connect your CRM to sync data')).toBeTruthy();
    expect(screen.queryByRole('searchbox')).toBeNull();
    await typist.click(screen.getByRole('button', { name: 'Connect CRM' }));
    await pass(0);
    expect(asked.filter(({ name }) => name === 'options.open')).toHaveLength(1);
    expect(close).toHaveBeenCalledOnce();
  });

  it('searches the ERP even without a CRM', async () => {
    answer = () => value({ ...DISCONNECTED, erp: CONNECTED.erp });
    open();
    await pass(0);
    expect(screen.getByRole('heading', { name: 'No CRM connected' })).toBeTruthy();
    expect(screen.getByRole('searchbox')).toBeTruthy();
  });

  it('says what the search needs when only the ERP API is missing', async () => {
    answer = ({ name }) =>
      value(name === 'connections.read' ? { ...CONNECTED, erp: DISCONNECTED.erp } : null);
    open();
    await pass(0);
    expect(screen.getByText('Connect the ERP API to search customers.')).toBeTruthy();
    expect(screen.queryByText('No CRM connected')).toBeNull();
  });

  it('opens settings from its head', async () => {
    vi.spyOn(window, 'close').mockImplementation(() => {});
    open();
    await pass(0);
    await typist.click(screen.getByRole('button', { name: 'CRM Settings' }));
    expect(asked.at(-1)?.name).toBe('options.open');
  });

  it('says why the connections cannot be read, and reads them again', async () => {
    answer = () => failure({ code: 'storage' });
    open();
    await pass(0);
    expect(screen.getByRole('alert').textContent).toContain("The browser's storage failed.");
    answer = connected();
    await typist.click(screen.getByRole('button', { name: 'Retry' }));
    await pass(0);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('asks to be reloaded when the extension was updated under it', async () => {
    // What a replaced extension's worker answers: nothing.
    answer = () => undefined;
    open();
    await pass(400); // past the tries to find a worker
    expect(screen.getByRole('alert').textContent).toBe(
      'Ledgerside was updated or turned off. Reload this page.',
    );
  });
});

describe('finding a customer', () => {
  const type = async (text: string) => {
    await typist.type(screen.getByRole('searchbox'), text);
    await pass(0);
  };
  const start = async () => {
    open();
    await pass(0);
  };

  it('waits for a pause in typing and asks once', async () => {
    answer = connected(() =>
      value([foundCustomer('G01', 'Nordwind Logistik AG', 'Hamburg', ['salesforce'])]),
    );
    await start();
    await type(' nord ');
    expect(searches()).toHaveLength(0);
    await pass(200);
    expect(searches().map(({ query }) => query)).toEqual(['nord']);
    expect(screen.getByText('Nordwind Logistik AG')).toBeTruthy();
  });

  it('asks nothing for blanks and shows nothing for an emptied field', async () => {
    answer = connected(() => value([foundCustomer('G01', 'Nordwind Logistik AG', null, [])]));
    await start();
    await type('  ');
    await pass(200);
    expect(searches()).toHaveLength(0);
    await type('n');
    await pass(200);
    await typist.clear(screen.getByRole('searchbox'));
    expect(screen.queryByText('Nordwind Logistik AG')).toBeNull();
    await pass(200);
    expect(searches()).toHaveLength(1);
  });

  it('cancels the search that a newer one makes useless, in the worker too', async () => {
    answer = connected((query) => (query === 'no' ? new Promise(() => {}) : value([])));
    await start();
    await type('no');
    await pass(200);
    await type('r');
    await pass(200);
    const [first, second] = searches();
    const cancelled = asked.filter(({ name }) => name === 'request.cancel').map(({ request }) => request);
    expect(cancelled).toEqual([{ requestId: first?.requestId }]);
    expect(second?.requestId).not.toBe(first?.requestId);
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain(
      'No customers found',
    );
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows earlier results until the next ones are there, and says that it is searching', async () => {
    answer = connected((query) =>
      query === 'no' ? value([foundCustomer('G01', 'Nordwind', null, [])]) : new Promise(() => {}),
    );
    await start();
    await type('no');
    await pass(200);
    await type('r');
    expect(screen.getByText('Nordwind')).toBeTruthy();
    expect(screen.getByText('Searching')).toBeTruthy();
  });

  it('searches at once with Enter', async () => {
    await start();
    await type('nord{Enter}');
    expect(searches().map(({ query }) => query)).toEqual(['nord']);
  });

  it('opens the record in a new tab', async () => {
    answer = connected(() => value([foundCustomer('G01', 'Nordwind', null, ['hubspot'])]));
    const create = vi.spyOn(fakeBrowser.tabs, 'create');
    await start();
    await type('nord');
    await pass(200);
    await typist.keyboard('{ArrowDown}{Enter}');
    expect(create).toHaveBeenCalledExactlyOnceWith({ url: 'https://hubspot.example/G01/0' });
  });

  it('says so when the tab cannot be opened', async () => {
    answer = connected(() => value([foundCustomer('G01', 'Nordwind', null, ['hubspot'])]));
    vi.spyOn(fakeBrowser.tabs, 'create').mockRejectedValue(new Error('no window'));
    await start();
    await type('nord');
    await pass(200);
    await typist.click(screen.getByRole('button', { name: 'Open in HubSpot: Nordwind' }));
    await pass(0);
    expect(screen.getByRole('alert').textContent).toBe('Something went wrong. Try again.');
  });

  it('tries a server that fails again after 1 s and 2 s, then says so and offers another try', async () => {
    answer = connected(() => failure({ code: 'erp.server', status: 503 }));
    await start();
    await type('nord');
    await pass(200);
    expect(searches()).toHaveLength(1);
    await pass(999);
    expect(searches()).toHaveLength(1);
    await pass(1);
    expect(searches()).toHaveLength(2);
    await pass(2000);
    expect(searches()).toHaveLength(3);
    await pass(1);
    expect(screen.getByRole('alert').textContent).toBe('Something went wrong. Try again.');
    answer = connected(() => value([foundCustomer('G01', 'Nordwind', null, [])]));
    await typist.click(screen.getByRole('button', { name: 'Retry' }));
    await pass(0);
    expect(screen.getByText('Nordwind')).toBeTruthy();
  });

  it('does not knock again where the token was refused, and leads to settings', async () => {
    answer = connected(() => failure({ code: 'erp.authExpired', status: 401 }));
    vi.spyOn(window, 'close').mockImplementation(() => {});
    await start();
    await type('nord');
    await pass(10_000);
    expect(searches()).toHaveLength(1);
    await typist.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(asked.at(-1)?.name).toBe('options.open');
  });
});
