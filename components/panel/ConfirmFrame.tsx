import { useEffect, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import type { Theme } from './pageTheme.ts';
import { useMasked } from './useMasked.ts';

interface ConfirmFrameProps {
  readonly frameUrl: string;
  /** The frame cannot see the page, so it is told which theme the panel wears as it opens: told later, it would begin anew. */
  readonly theme: Theme | null;
  /** What is confirmed in it, for those who cannot see it; absent = a link. */
  readonly name?: string;
  onBack(): void;
}

/**
 * The extension's own page inside the panel: a write is confirmed there, out of the CRM page's reach. No opacity, filter or
 * transform may lie on it or above it, or the browser will not vouch that it is visible. Under a mask it would,
 * so there the frame hides itself.
 */
export function ConfirmFrame({
  frameUrl,
  theme,
  name = t('linking.confirmFrame'),
  onBack,
}: ConfirmFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    frame.current?.focus({ preventScroll: true });
    // Focus brings no more of it into sight than it must; the browser vouches for the whole of it or for nothing.
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const [firstTheme] = useState(theme);
  const isMasked = useMasked();
  return (
    <section className="confirm" aria-label={name}>
      <iframe
        ref={frame}
        src={withTheme(frameUrl, firstTheme)}
        title={name}
        className="confirm-frame"
        style={{ visibility: isMasked ? 'hidden' : 'visible' }}
      />
      <button type="button" className="link-button" onClick={onBack}>
        {t('linking.back')}
      </button>
    </section>
  );
}

const withTheme = (frameUrl: string, theme: Theme | null): string => {
  if (theme === null) return frameUrl;
  const url = new URL(frameUrl);
  const fragment = new URLSearchParams(url.hash.slice(1));
  fragment.set('theme', theme);
  url.hash = fragment.toString();
  return url.href;
};
