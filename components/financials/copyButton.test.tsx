// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { CopyButton } from './CopyButton.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const button = () => screen.getByRole('button');

it('puts the amount with its currency on the clipboard, says so, and is ready again once left', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  render(<CopyButton text="CHF 9,876,543,210.94" />);
  expect(button().getAttribute('aria-label')).toBe('Copy CHF 9,876,543,210.94');
  fireEvent.click(button());
  await screen.findByRole('button', { name: 'Copied' });
  expect(write.mock.calls).toEqual([['CHF 9,876,543,210.94']]);
  fireEvent.blur(button());
  expect(button().getAttribute('aria-label')).toBe('Copy CHF 9,876,543,210.94');
});

it('says where the page or the browser forbids it', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('denied', 'NotAllowedError'));
  render(<CopyButton text="€1.00" />);
  fireEvent.click(button());
  expect((await screen.findByRole('button', { name: 'Could not copy' })).textContent).toBe('Could not copy');
  fireEvent.pointerLeave(button());
  expect(button().textContent).toBe('');
});
