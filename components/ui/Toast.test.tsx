// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Toast } from './Toast.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('speaks through a region that was there before it', () => {
  const view = render(<Toast toast={null} onGone={() => {}} />);
  const region = screen.getByRole('status');
  expect(region.textContent).toBe('');
  view.rerender(<Toast toast={{ id: 1, text: 'CRM connected successfully' }} onGone={() => {}} />);
  expect(screen.getByRole('status')).toBe(region);
  expect(region.textContent).toBe('CRM connected successfully');
});

it('goes by itself, six seconds after the latest message', () => {
  const onGone = vi.fn();
  const view = render(<Toast toast={{ id: 1, text: 'One' }} onGone={onGone} />);
  act(() => vi.advanceTimersByTime(5000));
  view.rerender(<Toast toast={{ id: 2, text: 'Two' }} onGone={onGone} />);
  act(() => vi.advanceTimersByTime(5999));
  expect(onGone).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(1));
  expect(onGone).toHaveBeenCalledOnce();
});
