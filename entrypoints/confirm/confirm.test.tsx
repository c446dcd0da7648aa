// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';

const TICKET = 'a'.repeat(32);

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('data-theme');
  location.hash = '';
});

it('the confirm page asks for the ticket in its own address, and wears the theme it was told', async () => {
  location.hash = `#ticket=${TICKET}&theme=dark`;
  const sendMessage = vi.fn(async ({ name }: { name: string }) =>
    name === 'confirm.read'
      ? {
          ok: true,
          value: {
            kind: 'link',
            record: { system: 'hubspot', org: '4711', object: 'company', id: '99' },
            recordName: 'Hafenwerk',
            customer: { id: 'G01', name: 'Hafenwerk Maschinenbau GmbH' },
            erp: 'Ledgerside Books',
          },
        }
      : { ok: true, value: null },
  );
  Object.assign(browser.runtime, { sendMessage });
  await act(async () => void (await import('./main.tsx')));
  expect(sendMessage).toHaveBeenCalledWith({ name: 'confirm.read', request: { ticket: TICKET } });
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(screen.getByRole('main').textContent).toContain('HubSpot · company99');
  await act(async () => screen.getByRole('button', { name: 'Cancel' }).click());
  expect(sendMessage).toHaveBeenCalledWith({ name: 'confirm.decline', request: { ticket: TICKET } });
});
