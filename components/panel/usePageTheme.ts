import { useSyncExternalStore } from 'react';
import { pageTheme, type Theme, watchPageTheme } from './pageTheme.ts';

const subscribe = (onChange: () => void): (() => void) => watchPageTheme(document, onChange);

export const usePageTheme = (): Theme | null => useSyncExternalStore(subscribe, () => pageTheme(document));
