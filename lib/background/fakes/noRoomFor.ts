import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/** A disk on which everything still fits but this; until mocks are restored. */
export const noRoomFor = (place: string): void => {
  const { local } = fakeBrowser.storage;
  const set = local.set.bind(local);
  const full = (items: Record<string, unknown>): Promise<void> =>
    Object.hasOwn(items, place) ? Promise.reject(new Error('quota exceeded')) : set(items);
  // Its type has an overload with a callback, which nobody uses and which answers nothing.
  vi.spyOn(local, 'set').mockImplementation(full as never);
};
