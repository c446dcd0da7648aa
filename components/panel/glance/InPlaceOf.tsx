import { useLayoutEffect } from 'react';
import type { ShownGlance } from './showGlance.tsx';

/** What is drawn beside this takes the glance's place, in the very frame in which it is first painted. */
export function InPlaceOf({ glance, mount }: { glance: ShownGlance; mount: ParentNode }) {
  useLayoutEffect(() => glance.giveWay(mount), [glance, mount]);
  return null;
}
