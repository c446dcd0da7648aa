import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { marginsFor } from './clearance.ts';
import { DockToggle } from './DockToggle.tsx';
import { GripIcon } from './Icons.tsx';
import {
  clampPosition,
  dockedPlace,
  leastSize,
  nudge,
  type Position,
  roomFor,
  startPosition,
} from './position.ts';
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
  const wanted = dragged ?? position ?? startPosition(viewport);
  const clearance = useClearance(host, viewport, `${pageKey} ${isOpen}`);
  const fills = isOpen && isDocked && dragged === null;
  const marginsAt = (right: number) =>
    marginsFor(
      clearance,
      { left: viewport.width - right - size.width, right: viewport.width - right },
      viewport,
    );
  const margins = marginsAt(fills ? 0 : wanted.right);
  const docked = dockedPlace(viewport, margins);
  const shown = fills ? docked.place : clampPosition(wanted, size, viewport, margins);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { pointer: event.pointerId, from: shown, x: event.clientX, y: event.clientY };
  };
  const placeOf = (event: PointerEvent<HTMLElement>): Position | null => {
    const start = drag.current;
    if (start === null || start.pointer !== event.pointerId) return null;
    const moved = {
      right: start.from.right - (event.clientX - start.x),
      top: start.from.top + event.clientY - start.y,
    };
    return clampPosition(moved, leastSize(size), viewport, marginsAt(moved.right));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const place = placeOf(event);
    if (place !== null) setDragged(place);
  };
  const onPointerEnd = (event: PointerEvent<HTMLElement>) => {
    const place = placeOf(event);
    drag.current = null;
    setDragged(null);
    if (place !== null && (place.right !== shown.right || place.top !== shown.top || dragged !== null))
      onMove(place);
  };
  const onHandleKey = (event: KeyboardEvent<HTMLElement>) => {
    const nudged = nudge(shown, event);
    if (nudged === null) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(clampPosition(nudged, leastSize(size), viewport, marginsAt(nudged.right)));
  };

  const grip = (
    <button
      type="button"
      className="icon-button handle"
      aria-label={t('panel.move')}
      title={t('panel.moveHint')}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onHandleKey}
    >
      <GripIcon />
    </button>
  );
  const handle = (
    <>
      {grip}
      {isOpen ? <DockToggle isDocked={isDocked} onDock={onDock} /> : null}
    </>
  );
  return (
    <section
      ref={section}
      className="panel"
      aria-label={t('panel.region')}
      tabIndex={-1}
      data-open={isOpen || undefined}
      data-docked={shown.right === 0 || undefined}
      data-fills={fills || undefined}
      // Physical on purpose: the remembered place is a distance from the viewport's right edge in every script.
      style={{
        right: shown.right,
        top: shown.top,
        maxHeight: fills ? docked.height : roomFor(viewport, wanted.top, margins),
        ...(fills ? { height: docked.height } : {}),
      }}
      onKeyDown={onKeyDown}
    >
      {children(handle)}
    </section>
  );
}
