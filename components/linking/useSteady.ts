import { type PointerEvent, useEffect, useRef, useState } from 'react';

/** How long the pointer must have been on the button before it was pressed: people need as long to see where they are. */
const STEADY_MS = 250;

/**
 * Against a page that slides the frame under a pointer just before the click. A moved frame is as visible as a still one, so the
 * browser vouches for it; but the pointer has only just come onto the button. A finger does not hover: its first touch counts as
 * coming, the next one as pressing. Keys need no pointer, and cannot be moved under.
 */
export const useSteady = () => {
  const [isOver, setOver] = useState(false);
  const [isSteady, setSteady] = useState(false);
  const wasPressedSteady = useRef(false);
  useEffect(() => {
    if (!isOver) return;
    const timer = setTimeout(() => setSteady(true), STEADY_MS);
    return () => {
      clearTimeout(timer);
      setSteady(false);
    };
  }, [isOver]);
  return {
    isSteady,
    wasPressedSteady: () => wasPressedSteady.current,
    handlers: {
      onPointerEnter: () => setOver(true),
      onPointerLeave: ({ pointerType }: PointerEvent) => {
        if (pointerType !== 'touch') setOver(false);
      },
      onPointerDown: () => {
        wasPressedSteady.current = isSteady;
      },
    },
  };
};
