import type { HTMLAttributes } from 'react';
import { type MessageKey, t } from '../../lib/i18n.ts';

interface CopyMarkProps extends HTMLAttributes<HTMLElement> {
  /** What is copied. */
  readonly text: string;
  /** What became of it; null = nothing yet. */
  readonly told?: MessageKey | null;
}

/** The button that copies, as it looks. */
export const CopyMark = ({ text, told = null, ...handlers }: CopyMarkProps) => {
  const label = told === null ? t('copy.action', [text]) : t(told);
  return (
    <button type="button" className="copy" aria-label={label} title={label} {...handlers}>
      {told === null ? (
        <svg viewBox="0 0 12 12" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M4.5 4.5h6v6h-6zM1.5 7.5v-6h6" />
        </svg>
      ) : (
        label
      )}
    </button>
  );
};
