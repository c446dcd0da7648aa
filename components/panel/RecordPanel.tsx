import { type ReactNode, type Ref, useState } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import { RecordSync } from '../sync/record/RecordSync.tsx';
import { useRecordSeen } from '../sync/record/useRecordSeen.ts';
import { isForbidden } from './FailureNotice.tsx';
import { PanelBody } from './PanelBody.tsx';
import { PanelTab } from './PanelTab.tsx';
import type { Theme } from './pageTheme.ts';
import { TitleBar } from './TitleBar.tsx';
import { useNow } from './useNow.ts';
import { useRecord } from './useRecord.ts';

interface RecordPanelProps {
  readonly page: RecordPage;
  /** null = not known yet: the record is asked about, nothing is shown. */
  readonly isOpen: boolean | null;
  readonly handle: ReactNode;
  readonly theme: Theme | null;
  readonly tabRef: Ref<HTMLButtonElement>;
  onOpen(): void;
  onClose(): void;
}

/** The panel of one record. Keyed by the record: another record is another panel and starts from nothing. */
export function RecordPanel({ page, isOpen, handle, theme, tabRef, onOpen, onClose }: RecordPanelProps) {
  const [company, setCompany] = useState<string | undefined>(undefined);
  const record = useRecord(page, company);
  useRecordSeen(page);
  const now = useNow(isOpen === false ? 10_000 : null);
  const mayRefresh = !isForbidden(record.failure);
  // Where a conflict is in the way of the answer, the sync's line leads to it.
  const isTold = record.isLive || record.failure?.code === 'erp.conflict';
  // Who was refused has no button to ask with, but comes back.
  const openAgain = () => {
    if (!mayRefresh) record.refresh();
    onOpen();
  };
  if (isOpen === null) return null;
  if (!isOpen)
    return (
      <div className="collapsed">
        {handle}
        <PanelTab record={record} now={now} buttonRef={tabRef} onOpen={openAgain} />
      </div>
    );
  return (
    <>
      <TitleBar
        handle={handle}
        isAsking={record.asking}
        onRefresh={mayRefresh ? record.refresh : undefined}
        onClose={onClose}
      />
      <div className="body">
        <PanelBody page={page} record={record} theme={theme} onChooseCompany={setCompany} onBack={onClose}>
          <RecordSync
            page={page}
            isEnabled={isTold}
            isComing={isTold || record.asking || record.failure === null}
            theme={theme}
          />
        </PanelBody>
      </div>
    </>
  );
}
