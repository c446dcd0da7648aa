import type { ReactNode } from 'react';
import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import type { Dated, PanelView } from '../../lib/messaging/protocol.ts';
import { CustomerPicker } from '../financials/CustomerPicker.tsx';
import { CompanyPicker } from './CompanyPicker.tsx';
import { MatchBadge } from './MatchBadge.tsx';
import { SourceLink } from './SourceLink.tsx';

interface CustomerHeaderProps {
  readonly shown: Dated<PanelView>;
  /** The one whose figures are shown, or all. */
  readonly customers: readonly CustomerDetail[];
  /** How old the figures are. */
  readonly freshness: ReactNode;
  onChoose(customer: string | null): void;
  onChooseCompany(company: string): void;
  /** Absent where the role does not allow it. */
  readonly onUnlink: ((customer: string) => void) | undefined;
}

/** Whose figures these are, how the record is joined to them, how old they are and where they come from. */
export function CustomerHeader(props: CustomerHeaderProps) {
  const { shown, customers, freshness, onChoose, onChooseCompany, onUnlink } = props;
  const { view, via, companies } = shown.value;
  const [first] = customers;
  const link = view.links.find(({ customer }) => customer === first?.id);
  if (first === undefined || link === undefined) return null;
  // It names the chosen one itself.
  const hasPicker = view.customers.length > 1;
  return (
    <header className="customer">
      <div className="customer-line">
        {customers.length === 1 ? (
          <h2 className={hasPicker ? 'sr-only' : 'customer-name'} title={first.name}>
            {first.name}
          </h2>
        ) : null}
        {hasPicker ? (
          <CustomerPicker
            customers={view.customers}
            chosen={customers.length === 1 ? first.id : null}
            onChoose={onChoose}
          />
        ) : null}
        <MatchBadge link={link} />
      </div>
      <p className="customer-meta">
        {customers.length === 1 ? <span>{first.id}</span> : null}
        {freshness}
        <SourceLink source={first.source} />
        {customers.length === 1 && onUnlink !== undefined ? (
          <button
            type="button"
            className="link-button"
            aria-label={t('linking.unlinkNamed', [first.name])}
            onClick={() => onUnlink(first.id)}
          >
            {t('linking.unlink')}
          </button>
        ) : null}
      </p>
      {via === null ? null : <CompanyPicker companies={companies} via={via} onChoose={onChooseCompany} />}
    </header>
  );
}
