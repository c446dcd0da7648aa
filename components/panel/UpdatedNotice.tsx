import { useLayoutEffect, useRef, useState } from 'react';
import { UNMEASURED } from './clearance.ts';
import { restingTop } from './restingTop.ts';
import { usePageTheme } from './usePageTheme.ts';
import { useViewport } from './useViewport.ts';

/** Words that were read while the extension was still there: once it is gone, no message can be looked up. */
interface UpdatedCopy {
  readonly region: string;
  readonly title: string;
  readonly reload: string;
  readonly close: string;
  readonly language: string;
  readonly direction: string;
}

interface UpdatedNoticeProps {
  readonly host: Element;
  readonly copy: UpdatedCopy;
  onReload(): void;
  onClose(): void;
}

/** What is left of the panel when the extension was updated or turned off under the page. */
export function UpdatedNotice({ host, copy, onReload, onClose }: UpdatedNoticeProps) {
  const theme = usePageTheme();
  const section = useRef<HTMLElement>(null);
  const viewport = useViewport();
  const [top, setTop] = useState<number>();
  const { width, height } = viewport;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the viewport is another object each time
  useLayoutEffect(() => {
    const box = section.current?.getBoundingClientRect();
    if (box !== undefined) setTop(restingTop(host, box, viewport, UNMEASURED));
  }, [host, width, height]);
  return (
    <div className="ledgerside" lang={copy.language} dir={copy.direction} data-theme={theme ?? undefined}>
      <section ref={section} className="panel updated" style={{ top }} aria-label={copy.region}>
        <p className="notice-title" role="status" data-code="extension.updated">
          {copy.title}
        </p>
        <div className="updated-actions">
          <button type="button" className="button" onClick={onReload}>
            {copy.reload}
          </button>
          <button type="button" className="link-button" onClick={onClose}>
            {copy.close}
          </button>
        </div>
      </section>
    </div>
  );
}
