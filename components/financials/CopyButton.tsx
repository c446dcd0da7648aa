import { useState } from 'react';
import { type MessageKey, t } from '../../lib/i18n.ts';

/**
 * Puts a figure or a number on the clipboard as it is shown. It stands in for selecting: whatever is selected in the panel, the page
 * can read, but not what the extension's own script writes to the clipboard.
 */
export function CopyButton({ text }: { text: string }) {
  const [told, tell] = useState<MessageKey | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => tell('copy.done'),
      () => tell('copy.failed'),
    );
  };
  const label = told === null ? t('copy.action', [text]) : t(told);
  return (
    <button
      type="button"
      className="copy"
      aria-label={label}
      title={label}
      onClick={copy}
      onBlur={() => tell(null)}
      onPointerLeave={() => tell(null)}
    >
      {told === null ? (
        <svg viewBox="0 0 12 12" width="12" height="12" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M4.5 4.5h6v6h-6zM1.5 7.5v-6h6" />
        </svg>
      ) : (
        label
      )}
    </button>
  );
}
