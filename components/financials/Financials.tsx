import { useRef, useState } from 'react';
import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { AfterPaint } from './AfterPaint.tsx';
import { Balance } from './Balance.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Credit } from './Credit.tsx';
import { CreditCheck } from './CreditCheck.tsx';
import { CurrencyTable } from './CurrencyTable.tsx';
import { CustomerTable } from './CustomerTable.tsx';
import { DocumentTabs, FIRST_SHOWN, showDocument, showSelection } from './documents/DocumentTabs.tsx';
import type { DocumentLoader } from './documents/documentLoader.ts';
import type { Term } from './documents/selection.ts';
import { OpenItems } from './OpenItems.tsx';
import { totalOf } from './total.ts';
import { useStacked } from './useStacked.ts';

interface FinancialsProps {
  /** The chosen customer alone, or all customers of the record. Never empty. */
  readonly customers: readonly CustomerDetail[];
  readonly loader: DocumentLoader;
  onChoose(customer: string): void;
}

/** Figures and documents of one customer, or of all together. */
export function Financials({ customers, loader, onChoose }: FinancialsProps) {
  const [shown, setShown] = useState(FIRST_SHOWN);
  const lists = useRef<HTMLDivElement>(null);
  const figures = useRef<HTMLDivElement>(null);
  const isStacked = useStacked(figures);
  const lead = (next: typeof shown) => {
    setShown(next);
    lists.current?.scrollIntoView({ block: 'start' });
  };
  const showTerm = (term: Term) => lead(showSelection({ term, customer: null }));
  const total = totalOf(customers);
  const [only] = customers;
  return (
    <>
      {customers.map((customer) =>
        customer.creditCheck === null ? null : (
          <CreditCheck
            key={customer.id}
            customer={customer}
            check={customer.creditCheck}
            isNamed={customers.length > 1}
            onShow={(selection) => lead(showSelection(selection))}
            onGo={(target) => lead(showDocument(target))}
          />
        ),
      )}
      {total === null ? (
        <p className="block quiet">{t('customers.noTotal')}</p>
      ) : (
        <Balance total={total} onShow={showTerm} copy={(text) => <CopyButton text={text} />} />
      )}
      {total === null && customers.length > 1 ? null : (
        <div className="block">
          <div className="figures" ref={figures} data-stacked={isStacked || undefined}>
            {total === null ? null : <OpenItems total={total} onShow={showTerm} />}
            {customers.length === 1 && only !== undefined ? <Credit customer={only} /> : null}
          </div>
        </div>
      )}
      {customers.length > 1 ? <CustomerTable customers={customers} onChoose={onChoose} /> : null}
      {total === null ? null : <CurrencyTable perCurrency={total.perCurrency} />}
      <div ref={lists}>
        <AfterPaint>
          <DocumentTabs customers={customers} loader={loader} shown={shown} onShow={setShown} />
        </AfterPaint>
      </div>
    </>
  );
}
