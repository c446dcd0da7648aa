// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { mountPage } from './mountPage.tsx';

it('a page has a title, and the language and direction of its words', async () => {
  const root = await act(async () => mountPage('CRM Settings', <h1>Here</h1>));
  expect(document.title).toBe('CRM Settings');
  expect(document.documentElement.lang).toBe('en');
  expect(document.documentElement.dir).toBe('ltr');
  expect(screen.getByRole('heading', { name: 'Here' })).toBeTruthy();
  await act(async () => root.unmount());
});
