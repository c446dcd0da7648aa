// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSettled } from './useSettled.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const typing = () => renderHook(({ value }) => useSettled(value, 200), { initialProps: { value: '' } });

it('passes a value on once typing has paused, and never one in between', () => {
  const { result, rerender } = typing();
  rerender({ value: 'n' });
  act(() => vi.advanceTimersByTime(199));
  rerender({ value: 'no' });
  act(() => vi.advanceTimersByTime(199));
  expect(result.current.settled).toBe('');
  act(() => vi.advanceTimersByTime(1));
  expect(result.current.settled).toBe('no');
});

it('passes it on at once where it is asked to', () => {
  const { result, rerender } = typing();
  rerender({ value: 'no' });
  act(() => result.current.settleNow());
  expect(result.current.settled).toBe('no');
});
