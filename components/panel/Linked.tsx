import { type ReactNode, useState } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import { t } from '../../lib/i18n.ts';
import type { Dated, PanelView } from '../../lib/messaging/protocol.ts';
import { Financials } from '../financials/Financials.tsx';
import { VerdictBanner } from '../financials/VerdictBanner.tsx';
import { ConfirmFrame } from './ConfirmFrame.tsx';
import { CustomerHeader } from './CustomerHeader.tsx';
import { DealCustomer } from './DealCustomer.tsx';
import { Duplicates } from './Duplicates.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { Freshness } from './Freshness.tsx';
import { LinkCustomer } from './LinkCustomer.tsx';
import type { Theme } from './pageTheme.ts';
import { useDocumentLoader } from './useDocumentLoader.ts';
import { useProposal } from './useProposal.ts';
import { whoseFigures } from './whoseFigures.ts';

interface LinkedProps {
  readonly page: RecordPage;
  readonly shown: Dated<PanelView>;
  readonly isLive: boolean;
  readonly isStale: boolean;
  readonly theme: Theme | null;
  onChanged(): void;
  onChooseCompany(company: string): void;
  /** Below the header, above the figures. */
  readonly children?: ReactNode;
}

/** A record with its customers: verdict, figures, documents; and the way to end a link or to add another. */
export function Linked({
  page,
  shown,
  isLive,
  isStale,
  theme,
  onChanged,
  onChooseCompany,
  children,
}: LinkedProps) {
  const loader = useDocumentLoader(page, shown.value.via?.id);
  // undefined: nobody has chosen yet.
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const { view, via, canLink } = shown.value;
  const { proposal, propose, back } = useProposal(page, via?.id, onChanged);
  const only = view.customers.filter(({ id }) => id === chosen);
  const customers = only.length > 0 ? only : chosen === null ? view.customers : whoseFigures(view);
  const mayLink = isLive && canLink;
  const sayWhose = (customer: string) => {
    // Whoever was looked at before: once it is said, the deal's own customer is shown.
    setChosen(undefined);
    propose(customer, 'linkDeal');
  };
  // Linked, but to customers outside the role's scope: the ERP names none of them.
  const [first] = customers;
  if (first === undefined) return isStale ? null : <FailureNotice failure={{ code: 'erp.forbidden' }} />;
  if (proposal.state === 'confirming')
    return <ConfirmFrame frameUrl={proposal.frameUrl} theme={theme} onBack={back} />;
  return (
    <>
      <VerdictBanner customers={customers} isStale={isStale} />
      <CustomerHeader
        shown={shown}
        customers={customers}
        freshness={<Freshness fetchedAt={shown.fetchedAt} asOf={first.figures.asOf} isStale={isStale} />}
        onChoose={setChosen}
        onChooseCompany={onChooseCompany}
        onUnlink={mayLink ? (customer) => propose(customer, 'unlink') : undefined}
      />
      {proposal.state === 'none' && proposal.failure !== null ? (
        <FailureNotice failure={proposal.failure} onBack={back} />
      ) : null}
      {page.kind === 'opportunity' ? (
        <DealCustomer
          view={view}
          onChoose={mayLink ? sayWhose : undefined}
          onTakeBack={mayLink ? (customer) => propose(customer, 'unlinkDeal') : undefined}
        />
      ) : null}
      {children}
      <Duplicates view={view} customers={customers} />
      <Financials customers={customers} loader={loader} onChoose={setChosen} />
      {mayLink ? <AnotherCustomer page={page} view={shown.value} theme={theme} onLinked={onChanged} /> : null}
    </>
  );
}

/** Closed at first, so that a record that is linked asks the CRM nothing. */
function AnotherCustomer({
  page,
  view,
  theme,
  onLinked,
}: {
  page: RecordPage;
  view: PanelView;
  theme: Theme | null;
  onLinked(): void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="another-customer">
      <button type="button" className="link-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('linking.another')}
      </button>
      {isOpen ? <LinkCustomer page={page} view={view} canLink theme={theme} onLinked={onLinked} /> : null}
    </section>
  );
}
