// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNMEASURED } from './clearance.ts';
import { useClearance } from './useClearance.ts';

const VIEWPORT = { width: 1000, height: 800 };
const TAB = { width: 180, height: 64 };
const HOST = document.createElement('div');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  document.body.replaceChildren();
});

const bar = (position: string, bottom: number): HTMLElement => {
  const element = document.createElement('div');
  element.style.position = position;
  element.getBoundingClientRect = () => new DOMRect(0, 0, 1000, bottom);
  document.body.append(element);
  return element;
};
const look = () => act(() => void vi.advanceTimersByTime(50));

describe('the page, looked at as it is painted', () => {
  it('a button inside a fixed bar counts as the bar; what scrolls along does not count', () => {
    const header = bar('fixed', 60);
    const button = document.createElement('button');
    header.append(button);
    const text = bar('static', 300);
    const host = document.createElement('i');
    document.elementsFromPoint = () => [host, button, header, text];
    const { result } = renderHook(() => useClearance(host, VIEWPORT, 'one', TAB));
    expect(result.current).toEqual({ ...UNMEASURED, rest: null });
    look();
    expect(result.current).toEqual({ top: 60, bottom: 0, left: 0, controls: [], rest: 240 });
  });

  it('costs one style, however many points lie over a fixed bar and what is in it', () => {
    const header = bar('fixed', 60);
    const button = document.createElement('button');
    header.append(button);
    document.elementsFromPoint = () => [button, header];
    const styles = vi.spyOn(window, 'getComputedStyle');
    renderHook(() => useClearance(HOST, VIEWPORT, 'one', TAB));
    look();
    expect(styles.mock.calls.map(([element]) => element)).toEqual([header]);
    styles.mockRestore();
  });

  it('is looked at again after a press on the page', () => {
    document.elementsFromPoint = vi.fn(() => []);
    renderHook(() => useClearance(HOST, VIEWPORT, 'one', TAB));
    look();
    const first = vi.mocked(document.elementsFromPoint).mock.calls.length;
    document.body.dispatchEvent(new Event('click', { bubbles: true }));
    act(() => void vi.advanceTimersByTime(1000));
    expect(document.elementsFromPoint).toHaveBeenCalledTimes(2 * first);
  });

  it('is looked at again when the page has changed, and not otherwise', () => {
    document.elementsFromPoint = vi.fn(() => []);
    const { rerender } = renderHook(({ key }) => useClearance(HOST, VIEWPORT, key, TAB), {
      initialProps: { key: 'one' },
    });
    look();
    const first = vi.mocked(document.elementsFromPoint).mock.calls.length;
    expect(first).toBeGreaterThan(0);
    rerender({ key: 'one' });
    look();
    expect(document.elementsFromPoint).toHaveBeenCalledTimes(first);
    rerender({ key: 'two' });
    look();
    expect(document.elementsFromPoint).toHaveBeenCalledTimes(2 * first);
  });
});
