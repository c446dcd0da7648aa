import type { ReactNode } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Linked } from './Linked.tsx';
import type { Theme } from './pageTheme.ts';
import { PanelSkeleton } from './Skeletons.tsx';
import { Unlinked } from './Unlinked.tsx';
import type { RecordState } from './useRecord.ts';
import { WaitingNotice } from './WaitingNotice.tsx';

interface PanelBodyProps {
  readonly page: RecordPage;
  readonly record: RecordState;
  readonly theme: Theme | null;
  onChooseCompany(company: string): void;
  /** Closes the panel. */
  onBack(): void;
  /** Whatever else there is to say of the record: above its figures, or below the way to a link. */
  readonly children?: ReactNode;
}

/** What the open panel shows: figures, the way to a link, a failure, or the shape of what is on its way. */
export function PanelBody({ page, record, theme, onChooseCompany, onBack, children }: PanelBodyProps) {
  const { shown, failure, failedAt, refresh } = record;
  return (
    <>
      <WaitingNotice record={record} />
      {failure === null ? null : (
        <FailureNotice failure={failure} failedAt={failedAt} onRetry={refresh} onBack={onBack} />
      )}
      {shown === null ? (
        failure === null ? (
          <PanelSkeleton />
        ) : null
      ) : shown.value.view.links.length === 0 ? (
        <>
          <Unlinked
            page={page}
            view={shown.value}
            isLive={record.isLive}
            theme={theme}
            onLinked={refresh}
            onChooseCompany={onChooseCompany}
          />
          {children}
        </>
      ) : (
        <Linked
          page={page}
          shown={shown}
          isLive={record.isLive}
          isStale={failure !== null}
          theme={theme}
          onChanged={refresh}
          onChooseCompany={onChooseCompany}
        >
          {children}
        </Linked>
      )}
    </>
  );
}
