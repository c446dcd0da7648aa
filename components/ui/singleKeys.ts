import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Kept by the pages themselves: it has to be known before the first key is pressed, and is nobody else's business. */
const PLACE = 'ledgerside.singleKeys';
const OFF = 'off';

const listeners = new Set<() => void>();

/** Whether single keys do something. On until somebody turns them off (WCAG 2.1.4). */
export const areSingleKeysOn = (): boolean => localStorage.getItem(PLACE) !== OFF;

export const turnSingleKeys = (isOn: boolean): void => {
  if (isOn) localStorage.removeItem(PLACE);
  else localStorage.setItem(PLACE, OFF);
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  // Another page of ours turned them.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
};

export const useSingleKeysOn = (): boolean => useSyncExternalStore(subscribe, areSingleKeysOn);

const TAKES_TEXT = 'input, textarea, select, [contenteditable]';

/** A key that was pressed for itself: not into a field, not as a part of a chord or a composition, not held down. */
const isSingle = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !event.isComposing &&
  !event.repeat &&
  !(event.target instanceof Element && event.target.closest(TAKES_TEXT) !== null);

/** Spec §7: single keys, on extension pages only, outside inputs. Keys by `KeyboardEvent.key` in lower case. */
export const useSingleKeys = (keys: Readonly<Record<string, (() => void) | undefined>>): void => {
  const isOn = useSingleKeysOn();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      const perform = isSingle(event) ? latest.current[event.key.toLowerCase()] : undefined;
      if (perform === undefined) return;
      event.preventDefault();
      perform();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isOn]);
};
