// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

it('the settings page starts by itself', async () => {
  await act(() => import('./main.tsx'));
  expect(document.title).toBe('CRM Settings');
  expect(screen.getByRole('heading', { level: 1, name: 'CRM Settings' })).toBeTruthy();
});
