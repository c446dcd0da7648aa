import { type RefObject, useEffect, useState } from 'react';
import { type Visibility, watchVisibility } from './trueVisibility.ts';

/** How long it must have been in sight before a click counts: nobody decides on what has only just appeared. */
const LOOK_MS = 500;

export type Vouched = 'ready' | 'appearing' | Exclude<Visibility, 'visible'>;

/** `ready` once the element has been truly visible for long enough; back to `hidden` the moment it is not. */
export const useVouched = (ref: RefObject<Element | null>): Vouched => {
  const [visibility, setVisibility] = useState<Visibility | null>(null);
  const [isReady, setReady] = useState(false);
  useEffect(() => (ref.current === null ? undefined : watchVisibility(ref.current, setVisibility)), [ref]);
  useEffect(() => {
    if (visibility !== 'visible') return;
    const timer = setTimeout(() => setReady(true), LOOK_MS);
    return () => {
      clearTimeout(timer);
      setReady(false);
    };
  }, [visibility]);
  if (visibility === null) return 'appearing';
  if (visibility !== 'visible') return visibility;
  return isReady ? 'ready' : 'appearing';
};
