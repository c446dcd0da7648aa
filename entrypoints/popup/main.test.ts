// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

it('the popup starts by itself', async () => {
  await act(() => import('./main.tsx'));
  expect(document.title).toBe('Ledgerside');
  expect(screen.getByRole('heading', { level: 1, name: 'Ledgerside' })).toBeTruthy();
});
