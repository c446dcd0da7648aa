// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onPageActivity } from './pageActivity.ts';

const host = document.createElement('div');
const button = document.createElement('button');
const look = vi.fn();
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  look.mockReset();
  document.body.append(button, host);
  stop = onPageActivity(host, look);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  document.body.replaceChildren();
});
const happens = (type: string, on: Element = button) => on.dispatchEvent(new Event(type, { bubbles: true }));

it('looks once after a press, and again when what it moved has come to rest', () => {
  happens('click');
  happens('click');
  expect(look).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(look).toHaveBeenCalledTimes(1);
  happens('transitionend');
  vi.runAllTimers();
  expect(look).toHaveBeenCalledTimes(2);
});

it('looks at a page that never rests only now and then, and at once after a press all the same', () => {
  for (let ms = 0; ms < 10_000; ms += 50) {
    happens('transitionend');
    vi.advanceTimersByTime(50);
  }
  const often = look.mock.calls.length;
  expect(often).toBeGreaterThan(2);
  expect(often).toBeLessThan(8);
  happens('click');
  vi.advanceTimersByTime(250);
  expect(look).toHaveBeenCalledTimes(often + 1);
});

it('hears a press that the page keeps to itself', () => {
  button.addEventListener('click', (event) => event.stopPropagation(), { once: true });
  happens('click');
  vi.runAllTimers();
  expect(look).toHaveBeenCalledTimes(1);
});

it('leaves alone what happens in the panel', () => {
  happens('click', host);
  vi.runAllTimers();
  expect(look).not.toHaveBeenCalled();
});

it('ends, with what was about to be looked at', () => {
  happens('click');
  stop();
  happens('click');
  vi.runAllTimers();
  expect(look).not.toHaveBeenCalled();
});
