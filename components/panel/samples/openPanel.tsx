import { act, within } from '@testing-library/react';
import { vi } from 'vitest';
import { mountPanel } from '../mountPanel.tsx';
import type { FakePort } from './fakePort.ts';

/** Lets everything that is settled settle: message answers, and React after them. */
export const settle = () => act(() => vi.advanceTimersByTimeAsync(10));

/** Mounts the panel as the entrypoint does and looks into its closed shadow root. */
export const openPanel = async (port: FakePort) => {
  const mounted = await act(async () => mountPanel(port, ''));
  await settle();
  const surface = mounted.shadow.firstElementChild;
  if (!(surface instanceof HTMLElement)) throw new Error('The panel drew nothing.');
  return { ...mounted, surface, panel: within(surface) };
};
