import { type RefObject, useEffect, useRef } from 'react';

/** When `scene` changes and takes the focused element away with it, the focus goes to `target` instead of the page's top. */
export const useFocusKept = (target: RefObject<HTMLElement | null>, scene: string): void => {
  const before = useRef(scene);
  useEffect(() => {
    if (before.current === scene) return;
    before.current = scene;
    if (document.activeElement === null || document.activeElement === document.body) target.current?.focus();
  }, [scene, target]);
};
