import { useState } from 'react';
import type { MessageKey } from '../../lib/i18n.ts';
import { CopyMark } from './CopyMark.tsx';

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
  return (
    <CopyMark
      text={text}
      told={told}
      onClick={copy}
      onBlur={() => tell(null)}
      onPointerLeave={() => tell(null)}
    />
  );
}
