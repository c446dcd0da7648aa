import { useRef, useState } from 'react';
import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { Balance } from './Balance.tsx';
import { Credit } from './Credit.tsx';
import { CreditCheck } from './CreditCheck.tsx';
import { CurrencyTable } from './CurrencyTable.tsx';
import { CustomerTable } from './CustomerTable.tsx';
import { DocumentTabs } from './documents/DocumentTabs.tsx';
import type { DocumentLoader } from './documents/documentLoader.ts';
import { OpenItems } from './OpenItems.tsx';
import { totalOf } from './total.ts';

interface FinancialsProps {
  /** The chosen customer alone, or all customers of the record. Never empty. */
  readonly customers: readonly CustomerDetail[];
  readonly loader: DocumentLoader;
  onChoose(customer: string): void;
}

/** Figures and documents of one customer, or of all together. */
export function Financials({ customers, loader, onChoose }: FinancialsProps) {
  const [tab, setTab] = useState<string | null>(null);
  const lists = useRef<HTMLDivElement>(null);
  const show = (wanted: string) => {
    setTab(wanted);
    lists.current?.scrollIntoView({ block: 'start' });
  };
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
            onShow={show}
          />
        ),
      )}
      {total === null ? <p className="block quiet">{t('customers.noTotal')}</p> : <Balance total={total} />}
      <div className="figures">
        {total === null ? null : <OpenItems total={total} />}
        {customers.length === 1 && only !== undefined ? <Credit customer={only} /> : null}
      </div>
      {customers.length > 1 ? <CustomerTable customers={customers} onChoose={onChoose} /> : null}
      {total === null ? null : <CurrencyTable perCurrency={total.perCurrency} />}
      <div ref={lists}>
        <DocumentTabs customers={customers} loader={loader} chosen={tab} onChoose={setTab} />
      </div>
    </>
  );
}
