import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { t } from '../../lib/i18n.ts';
import type { Place } from './place.ts';

interface PanelFrameProps {
  readonly sectionRef?: Ref<HTMLElement>;
  readonly isOpen: boolean;
  readonly fills: boolean;
  readonly place: Place;
  /** What is inside is about to be replaced by the same, alive. */
  readonly isBusy?: boolean;
  onKeyDown?(event: KeyboardEvent): void;
  readonly children: ReactNode;
}

/** The panel's outline, where it stands. */
export const PanelFrame = ({
  sectionRef,
  isOpen,
  fills,
  place: { shown, maxHeight, height },
  isBusy = false,
  onKeyDown,
  children,
}: PanelFrameProps) => (
  <section
    ref={sectionRef}
    className="panel"
    aria-label={t('panel.region')}
    aria-busy={isBusy || undefined}
    tabIndex={-1}
    data-open={isOpen || undefined}
    data-docked={shown.right === 0 || undefined}
    data-fills={fills || undefined}
    // Physical on purpose: the remembered place is a distance from the viewport's right edge in every script.
    style={{ right: shown.right, top: shown.top, maxHeight, ...(height === null ? {} : { height }) }}
    onKeyDown={onKeyDown}
  >
    {children}
  </section>
);
