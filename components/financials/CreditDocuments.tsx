import type { CreditDocument, CreditTerm } from '../../lib/erp/api/creditCheck.ts';
import { formatDate } from '../../lib/format/date.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';

export interface CreditDocumentsProps {
  readonly title: string;
  readonly term: CreditTerm;
  readonly currency: string;
  readonly tab: 'invoices' | 'orders' | 'payments';
  onShow(tab: CreditDocumentsProps['tab']): void;
}

const TAB_LABEL = {
  invoices: 'documents.invoices',
  orders: 'documents.orders',
  payments: 'documents.payments',
} as const;

/** The documents of one term, each with its part; they add up to the term. */
export function CreditDocuments({ title, term, currency, tab, onShow }: CreditDocumentsProps) {
  const { documents, more } = term;
  return (
    <div className="credit-documents">
      <table className="plain-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('creditCheck.document')}</th>
            <th scope="col">{t('documents.date')}</th>
            <th scope="col" className="end">
              {t('creditCheck.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {documents.length === 0 ? (
            <tr>
              <td colSpan={3} className="quiet">
                {t('creditCheck.documents.none')}
              </td>
            </tr>
          ) : null}
          {documents.map((document) => (
            <tr key={`${document.kind} ${document.id}`}>
              <th scope="row">
                {document.id}
                <span className="quiet"> {t(`creditCheck.kind.${document.kind}`)}</span>
              </th>
              <td>{formatDate(document.date)}</td>
              <td className="end">
                <Part document={document} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more.count === 0 ? null : (
        <p className="quiet">
          {t('creditCheck.documents.more', [
            formatDecimal(more.count),
            formatMoney({ amount: more.amount, currency }),
          ])}
        </p>
      )}
      {documents.length === 0 ? null : (
        <button type="button" className="link-button" onClick={() => onShow(tab)}>
          {t('creditCheck.showIn', [t(TAB_LABEL[tab])])}
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
