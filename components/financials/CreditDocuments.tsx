import { Fragment } from 'react';
import type { CreditDocument, CreditTerm } from '../../lib/erp/api/creditCheck.ts';
import { formatDate } from '../../lib/format/date.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { DetailTable } from './documents/Detail.tsx';
import { type Selection, TERMS } from './documents/selection.ts';
import type { Target } from './documents/tab.ts';

export interface CreditDocumentsProps {
  readonly name: 'openInvoices' | 'unapplied' | 'openOrders';
  readonly term: CreditTerm;
  readonly currency: string;
  readonly customer: string;
  onShow(selection: Selection): void;
  onGo(target: Target): void;
}

const LISTS = {
  invoice: 'invoices',
  creditNote: 'invoices',
  payment: 'payments',
  order: 'orders',
} as const satisfies { readonly [K in CreditDocument['kind']]: Target['tab'] };

/** The documents of one term, each with its part; they add up to the term. */
export function CreditDocuments({ name, term, currency, customer, onShow, onGo }: CreditDocumentsProps) {
  const { documents, more } = term;
  const { label, tab } = TERMS[name];
  return (
    <div className="credit-documents">
      <DetailTable
        caption={t(label)}
        empty={t('creditCheck.documents.none')}
        hasRowHeads
        columns={[
          { label: t('creditCheck.document') },
          { label: t('documents.date') },
          { label: t('creditCheck.amount'), isNumeric: true },
        ]}
        rows={documents.map((document) => ({
          key: `${document.kind} ${document.id}`,
          cells: [
            <Fragment key="id">
              <button
                type="button"
                className="link-button"
                onClick={() => onGo({ tab: LISTS[document.kind], customer, id: document.id })}
              >
                {document.id}
              </button>
              <span className="quiet"> {t(`creditCheck.kind.${document.kind}`)}</span>
            </Fragment>,
            formatDate(document.date),
            <Part key="part" document={document} currency={currency} />,
          ],
        }))}
      />
      {more.count === 0 ? null : (
        <p className="quiet">
          {t('creditCheck.documents.more', [
            formatDecimal(more.count),
            formatMoney({ amount: more.amount, currency }),
          ])}
        </p>
      )}
      {documents.length === 0 ? null : (
        <button type="button" className="link-button" onClick={() => onShow({ term: name, customer })}>
          {t('creditCheck.showIn', [t(`documents.${tab}`)])}
        </button>
      )}
    </div>
  );
}

/** What counts, and what was billed where that was in another currency. */
const Part = ({ document: { part, amount }, currency }: { document: CreditDocument; currency: string }) => (
  <>
    <Amount amount={amount} currency={currency} />
    {part.currency === currency ? null : <span className="figure-note"> ({formatMoney(part)})</span>}
  </>
);
