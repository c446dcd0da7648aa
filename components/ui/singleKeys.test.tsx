// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { areSingleKeysOn, turnSingleKeys, useSingleKeys, useSingleKeysOn } from './singleKeys.ts';

const sync = vi.fn();
function Page() {
  useSingleKeys({ s: sync, r: undefined });
  return (
    <>
      <p>{useSingleKeysOn() ? 'on' : 'off'}</p>
      <input aria-label="Search" />
      <button type="button">Elsewhere</button>
    </>
  );
}

beforeEach(() => {
  turnSingleKeys(true);
  render(<Page />);
});
afterEach(() => {
  cleanup();
  sync.mockClear();
});
const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(screen.getByRole('button'), { key, ...more });

it('a single key does what it is for, in either case', () => {
  expect(press('s')).toBe(false);
  press('S');
  expect(sync).toHaveBeenCalledTimes(2);
});

it('a key without anything to do is left alone', () => {
  expect(press('r')).toBe(true);
  expect(press('x')).toBe(true);
});

it('what is typed into a field is text', () => {
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 's' });
  expect(sync).not.toHaveBeenCalled();
});

it.each([
  [{ ctrlKey: true }],
  [{ metaKey: true }],
  [{ altKey: true }],
  [{ repeat: true }],
  [{ isComposing: true }],
])('%o is no single key', (more) => {
  press('s', more);
  expect(sync).not.toHaveBeenCalled();
});

it('they can be turned off, here and from another page, and on again', () => {
  act(() => turnSingleKeys(false));
  expect(screen.getByText('off')).toBeTruthy();
  expect(areSingleKeysOn()).toBe(false);
  press('s');
  expect(sync).not.toHaveBeenCalled();
  localStorage.clear();
  act(() => void window.dispatchEvent(new Event('storage')));
  press('s');
  expect(sync).toHaveBeenCalledOnce();
});
