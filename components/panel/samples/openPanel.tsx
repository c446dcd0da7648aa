import { act, within } from '@testing-library/react';
import { vi } from 'vitest';
import { openTypingGate } from '../../../lib/messaging/typingGate.ts';
import type { Known } from '../glance/known.ts';
import { type Ground, layGround } from '../ground.ts';
import { mountPanel } from '../mountPanel.tsx';
import type { FakePort } from './fakePort.ts';

/** Lets everything that is settled settle: message answers, and React after them. */
export const settle = () => act(() => vi.advanceTimersByTimeAsync(10));

/** The panel's place in the page, with what is known of its record. */
export const groundFor = (
  port: FakePort,
  known: Known | null = null,
  parts: Partial<Parameters<typeof layGround>[0]> = {},
): Ground =>
  layGround({
    ...port,
    css: '',
    gate: openTypingGate(window),
    known: Promise.resolve(known),
    onWanted: vi.fn(),
    onOver: vi.fn(),
    ...parts,
  });

/** Mounts the panel as the entrypoint does and looks into its closed shadow root. */
export const openPanel = async (port: FakePort, ground = groundFor(port)) => {
  const mounted = await act(async () => mountPanel(port, ground));
  await settle();
  const surface = mounted.shadow.firstElementChild;
  if (!(surface instanceof HTMLElement)) throw new Error('The panel drew nothing.');
  return { ...mounted, surface, panel: within(surface) };
};
