import { useState } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import type { Dated, PanelView } from '../../lib/messaging/protocol.ts';
import { Financials } from '../financials/Financials.tsx';
import { VerdictBanner } from '../financials/VerdictBanner.tsx';
import { CustomerHeader } from './CustomerHeader.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import type { Theme } from './pageTheme.ts';
import { PanelSkeleton } from './Skeletons.tsx';
import { Unlinked } from './Unlinked.tsx';
import type { RecordState } from './useRecord.ts';
import { WaitingNotice } from './WaitingNotice.tsx';

interface PanelBodyProps {
  readonly page: RecordPage;
  readonly record: RecordState;
  readonly theme: Theme | null;
}

/** What the open panel shows: figures, the way to a link, a failure, or the shape of what is on its way. */
export function PanelBody({ page, record, theme }: PanelBodyProps) {
  const { shown, failure, failedAt, refresh } = record;
  return (
    <>
      <WaitingNotice record={record} />
      {failure === null ? null : <FailureNotice failure={failure} failedAt={failedAt} onRetry={refresh} />}
      {shown === null ? (
        failure === null ? (
          <PanelSkeleton />
        ) : null
      ) : shown.value.view.links.length === 0 ? (
        <Unlinked page={page} view={shown.value} isLive={record.isLive} theme={theme} onLinked={refresh} />
      ) : (
        <Linked shown={shown} isStale={failure !== null} />
      )}
    </>
  );
}

function Linked({ shown, isStale }: { shown: Dated<PanelView>; isStale: boolean }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { customers: all } = shown.value.view;
  const only = all.filter(({ id }) => id === chosen);
  const customers = only.length > 0 ? only : all;
  // Linked, but to customers outside the role's scope: the ERP names none of them.
  if (customers.length === 0) return isStale ? null : <FailureNotice failure={{ code: 'erp.forbidden' }} />;
  return (
    <>
      <VerdictBanner customers={customers} />
      <CustomerHeader
        shown={shown}
        customers={customers}
        chosen={only.length > 0 ? chosen : null}
        isStale={isStale}
        onChoose={setChosen}
      />
      <Financials customers={customers} onChoose={setChosen} />
    </>
  );
}
