import { expect, test, vi } from 'vitest';
import { openTypingGate } from './typingGate.ts';

const world = () => ({}) as typeof globalThis;

test('the guard hears what is typed before whoever listens later, and may keep it', () => {
  const window = new EventTarget();
  const gate = openTypingGate(window, world());
  const page = vi.fn();
  window.addEventListener('input', page, { capture: true });
  gate.guard = (event) => event.stopImmediatePropagation();
  window.dispatchEvent(new Event('input'));
  expect(page).not.toHaveBeenCalled();
  gate.guard = null;
  window.dispatchEvent(new Event('input'));
  expect(page).toHaveBeenCalledOnce();
});

test('the panel finds the gate that the loader has opened', () => {
  const shared = world();
  const gate = openTypingGate(new EventTarget(), shared);
  const late = { addEventListener: vi.fn() };
  expect(openTypingGate(late, shared)).toBe(gate);
  expect(late.addEventListener).not.toHaveBeenCalled();
});

test.each(['keydown', 'beforeinput', 'input', 'compositionend', 'copy', 'paste', 'dragstart'])(
  '%s passes it',
  (type) => {
    const window = new EventTarget();
    const gate = openTypingGate(window, world());
    gate.guard = vi.fn();
    window.dispatchEvent(new Event(type));
    expect(gate.guard).toHaveBeenCalledOnce();
  },
);
