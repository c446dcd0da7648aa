import { usePageTheme } from './usePageTheme.ts';

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
  readonly copy: UpdatedCopy;
  onReload(): void;
  onClose(): void;
}

/** What is left of the panel when the extension was updated or turned off under the page. */
export function UpdatedNotice({ copy, onReload, onClose }: UpdatedNoticeProps) {
  const theme = usePageTheme();
  return (
    <div className="ledgerside" lang={copy.language} dir={copy.direction} data-theme={theme ?? undefined}>
      <section className="panel updated" aria-label={copy.region}>
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
