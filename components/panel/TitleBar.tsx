import type { ReactNode } from 'react';
import { t } from '../../lib/i18n.ts';
import { CloseIcon, RefreshIcon } from './Icons.tsx';

interface TitleBarProps {
  readonly handle: ReactNode;
  readonly isAsking: boolean;
  /** Absent where asking again is of no use. */
  readonly onRefresh: (() => void) | undefined;
  onClose(): void;
}

/** The open panel's top: what it is moved, refreshed and closed by. */
export const TitleBar = ({ handle, isAsking, onRefresh, onClose }: TitleBarProps) => (
  <div className="titlebar">
    {handle}
    <span className="title">{t('panel.region')}</span>
    {onRefresh === undefined ? null : (
      <button
        type="button"
        className="icon-button"
        aria-label={t(isAsking ? 'panel.refreshing' : 'panel.refresh')}
        aria-busy={isAsking || undefined}
        onClick={onRefresh}
      >
        <RefreshIcon />
      </button>
    )}
    <button
      type="button"
      className="icon-button"
      aria-label={t('panel.close')}
      aria-expanded
      onClick={onClose}
    >
      <CloseIcon />
    </button>
  </div>
);
