import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { DockToggle } from './DockToggle.tsx';
import { Grip } from './Grip.tsx';
import { PanelFrame } from './PanelFrame.tsx';
import { marginsAt, placeOf } from './place.ts';
import { clampPosition, leastSize, nudge, type Position, startPosition } from './position.ts';
import { useClearance } from './useClearance.ts';
import { useSize } from './useSize.ts';
import { useViewport } from './useViewport.ts';

interface DockProps {
  /** null = never moved. */
  readonly position: Position | null;
  readonly isDocked: boolean;
  /** Changes when the page has changed, so that its fixed controls are looked at again. */
  readonly pageKey: string;
  readonly host: Element;
  readonly isOpen: boolean;
  onMove(position: Position): void;
  onDock(docked: boolean): void;
  onKeyDown(event: KeyboardEvent): void;
  /** Gets the handle to put where it belongs. */
  children(handle: ReactNode): ReactNode;
}

interface Drag {
  readonly pointer: number;
  readonly from: Position;
  readonly x: number;
  readonly y: number;
}

/**
 * Keeps the panel inside the viewport and lets it be moved. The wanted position is remembered, the shown one is the nearest
 * that fits: a window made small and large again gives the panel its place back.
 */
export function Dock(props: DockProps) {
  const { position, isOpen, isDocked, pageKey, host, onMove, onDock, onKeyDown, children } = props;
  const section = useRef<HTMLElement>(null);
  const drag = useRef<Drag | null>(null);
  const [dragged, setDragged] = useState<Position | null>(null);
  const viewport = useViewport();
  const size = useSize(section);
  const clearance = useClearance(host, viewport, `${pageKey} ${isOpen || size.height}`, size);
  const start = startPosition(viewport);
  const wanted = dragged ?? position ?? (isOpen ? start : { ...start, top: clearance.rest ?? start.top });
  const fills = isOpen && isDocked && dragged === null;
  const around = { size, viewport, clearance };
  const place = placeOf({ ...around, wanted, fills });
  const { shown } = place;

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { pointer: event.pointerId, from: shown, x: event.clientX, y: event.clientY };
  };
  const draggedTo = (event: PointerEvent<HTMLElement>): Position | null => {
    const start = drag.current;
    if (start === null || start.pointer !== event.pointerId) return null;
    const moved = {
      right: start.from.right - (event.clientX - start.x),
      top: start.from.top + event.clientY - start.y,
    };
    return clampPosition(moved, leastSize(size), viewport, marginsAt(moved.right, around));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const next = draggedTo(event);
    if (next !== null) setDragged(next);
  };
  const onPointerEnd = (event: PointerEvent<HTMLElement>) => {
    const next = draggedTo(event);
    drag.current = null;
    setDragged(null);
    if (next !== null && (next.right !== shown.right || next.top !== shown.top || dragged !== null))
      onMove(next);
  };
  const onHandleKey = (event: KeyboardEvent<HTMLElement>) => {
    const nudged = nudge(shown, event);
    if (nudged === null) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(clampPosition(nudged, leastSize(size), viewport, marginsAt(nudged.right, around)));
  };

  const handle = (
    <>
      <Grip
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
        onKeyDown={onHandleKey}
      />
      {isOpen ? <DockToggle isDocked={isDocked} onDock={onDock} /> : null}
    </>
  );
  return (
    <PanelFrame sectionRef={section} isOpen={isOpen} fills={fills} place={place} onKeyDown={onKeyDown}>
      {children(handle)}
    </PanelFrame>
  );
}
