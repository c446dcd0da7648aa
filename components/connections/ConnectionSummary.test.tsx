// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Failure } from '../../lib/failure.ts';
import type { Connections } from '../../lib/messaging/protocol.ts';
import { ConnectionSummary } from './ConnectionSummary.tsx';
import { CONNECTED, NORDLICHT } from './connectionSamples.ts';

afterEach(cleanup);

const rows = () => screen.getAllByRole('listitem').map((row) => row.textContent);
const withFailure = (failure: Failure): Connections => ({
  ...CONNECTED,
  salesforce: [{ ...NORDLICHT, state: 'failed', label: 'acme', failure }],
});

it('says how each connection stands in one line', () => {
  render(<ConnectionSummary connections={{ ...CONNECTED, hubspot: [] }} onOpenSettings={() => {}} />);
  expect(rows()).toEqual([
    'ERP APINordlicht Handels GmbHConnected',
    'SalesforcenordlichtConnected',
    'HubSpotDisconnected',
  ]);
});

it('has a line for each org of a CRM', () => {
  const uat = 'nordlicht--uat.sandbox.my.salesforce.com';
  const salesforce = [NORDLICHT, { ...NORDLICHT, label: uat, host: uat }];
  render(
    <ConnectionSummary connections={{ ...CONNECTED, salesforce, hubspot: [] }} onOpenSettings={() => {}} />,
  );
  expect(rows().slice(1, 3)).toEqual(['SalesforcenordlichtConnected', 'Salesforcenordlicht--uatConnected']);
  expect(screen.getByText('nordlicht--uat').title).toBe(uat);
});

it('leads from an expired sign-in to where it is mended', async () => {
  const onOpenSettings = vi.fn();
  render(
    <ConnectionSummary
      connections={withFailure({ code: 'crm.authExpired' })}
      onOpenSettings={onOpenSettings}
    />,
  );
  expect(screen.getByText('CRM authentication expired. Reconnect.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Reconnect Salesforce acme' }));
  expect(onOpenSettings).toHaveBeenCalledOnce();
});

it('an org that lets nothing through just now is connected, and said to be limited', () => {
  const [org] = CONNECTED.salesforce;
  const label = org?.state === 'connected' ? org.label : '';
  render(<ConnectionSummary connections={CONNECTED} limited={[label]} onOpenSettings={() => {}} />);
  const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(rows.filter((row) => row?.includes('Rate limited'))).toHaveLength(1);
  expect(rows.find((row) => row?.startsWith('Salesforce'))).toContain('Rate limited');
});

it('offers nothing to press where settings cannot help', () => {
  render(
    <ConnectionSummary connections={withFailure({ code: 'crm.rateLimited' })} onOpenSettings={() => {}} />,
  );
  expect(screen.getByText('CRM API rate limit exceeded. Retry later.')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});
