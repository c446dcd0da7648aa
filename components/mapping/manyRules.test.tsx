// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { bothWays } from '../../lib/mapping/defaults/rules.ts';
import { liveField } from '../../lib/mapping/fields.fixture.ts';
import { MappingSection } from './MappingSection.tsx';
import { ACCOUNTS, accountView, PAIRS } from './mappingSamples.ts';

const painted = vi.hoisted(() => ({ fields: 0 }));
vi.mock('./FieldPicker.tsx', () => ({
  FieldPicker: () => {
    painted.fields += 1;
    return null;
  },
}));
afterEach(cleanup);

it('of 100 rules only the one that is changed is painted again', async () => {
  const numbers = Array.from({ length: 100 }, (_, at) => at);
  const view = accountView({
    fields: {
      erp: numbers.map((at) => liveField(`e${at}`)),
      crm: numbers.map((at) => liveField(`C${at}`)),
    },
    mapping: { rules: numbers.map((at) => bothWays(`C${at}`, `e${at}`)) },
  });
  const port = {
    pairs: async () => [{ pair: ACCOUNTS, version: 3, rules: 100 }, ...PAIRS.slice(1)],
    read: async () => view,
    save: async () => view,
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MappingSection port={port} onOpenConnections={() => {}} />
    </QueryClientProvider>,
  );
  const policy = await screen.findByLabelText('If both changed, row 50');
  // Both fields of every row, at least once.
  expect(painted.fields).toBeGreaterThanOrEqual(200);
  painted.fields = 0;
  fireEvent.change(policy, { target: { value: 'ask' } });
  expect(screen.getByText('Not saved yet')).toBeTruthy();
  expect(painted.fields).toBeGreaterThan(0);
  expect(painted.fields).toBeLessThanOrEqual(4);
});
