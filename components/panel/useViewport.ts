import { useSyncExternalStore } from 'react';
import type { Size } from './position.ts';

const subscribe = (onChange: () => void): (() => void) => {
  window.addEventListener('resize', onChange);
  window.visualViewport?.addEventListener('resize', onChange);
  return () => {
    window.removeEventListener('resize', onChange);
    window.visualViewport?.removeEventListener('resize', onChange);
  };
};

/** The viewport without its scrollbar, in CSS px; zooming changes it too. */
export const useViewport = (): Size => {
  const width = useSyncExternalStore(
    subscribe,
    () => document.documentElement.clientWidth || window.innerWidth,
  );
  const height = useSyncExternalStore(subscribe, () => window.innerHeight);
  return { width, height };
};
