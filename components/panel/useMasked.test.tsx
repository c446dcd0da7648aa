// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useMasked } from './useMasked.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a mask on the document is seen in the next painted frame, and so is its end', async () => {
  vi.useFakeTimers();
  let mask = 'none';
  vi.stubGlobal('getComputedStyle', () => ({
    getPropertyValue: (name: string) => (name === 'mask-image' ? mask : ''),
  }));
  const { result, unmount } = renderHook(() => useMasked());
  const paint = () => act(() => vi.advanceTimersByTimeAsync(20));
  expect(result.current).toBe(false);
  mask = 'linear-gradient(black, transparent)';
  await paint();
  expect(result.current).toBe(true);
  mask = 'none';
  await paint();
  expect(result.current).toBe(false);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
