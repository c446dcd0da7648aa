import { useId, useState } from 'react';
import type { CreditCheck as Check } from '../../lib/erp/api/creditCheck.ts';
import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { CreditDeal } from './CreditDeal.tsx';
import { CreditTerm } from './CreditTerm.tsx';
import type { Selection } from './documents/selection.ts';
import type { Target } from './documents/tab.ts';
import { SharedLimit } from './SharedLimit.tsx';
import { SharedMembers } from './SharedMembers.tsx';

interface CreditCheckProps {
  readonly customer: CustomerDetail;
  readonly check: Check;
  /** Several customers: each check says whose it is. */
  readonly isNamed: boolean;
  /** Leads to exactly the documents of a term. */
  onShow(selection: Selection): void;
  /** Leads to one of them. */
  onGo(target: Target): void;
}

const TONE = { passes: 'good', exceeds: 'bad', noLimit: 'neutral', unknown: 'caution' } as const;
type Opened = 'balance' | 'orders' | 'others' | 'deal';

/** Would this deal pass the limit, by how much, and what is every term made of? */
export function CreditCheck({ customer, check, isNamed, onShow, onGo }: CreditCheckProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const id = useId();
  const { currency, terms, sharedLimit, deal } = check;
  const row = (name: Opened) => ({
    isOpen: opened === name,
    onToggle: () => setOpened(opened === name ? null : name),
  });
  const list = { currency, customer: customer.id, onShow, onGo };
  return (
    <section className="credit-check" aria-labelledby={id}>
      <div className="credit-check-head">
        <h3 id={id}>
          {t('creditCheck.title')}
          {isNamed ? <span className="quiet"> {customer.name}</span> : null}
        </h3>
        <span className="badge" data-tone={TONE[check.outcome]}>
          {t(`creditCheck.${check.outcome}`)}
        </span>
      </div>
      <p className="credit-check-sentence">{sentence(check)}</p>
      <p className="quiet">{cautions(check).join(' · ')}</p>
      <table className="credit-terms">
        <caption className="sr-only">{`${t('creditCheck.title')}: ${customer.name}`}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('creditCheck.term')}</th>
            <th scope="col">{t('creditCheck.amount')}</th>
          </tr>
        </thead>
        <tbody>
          <CreditTerm
            label={t('creditCheck.term.limit')}
            currency={currency}
            amount={check.creditLimit}
            isLimit
          >
            {sharedLimit === null ? null : <SharedLimit shared={sharedLimit} currency={currency} />}
          </CreditTerm>
          <CreditTerm
            label={t('creditCheck.term.balance')}
            currency={currency}
            amount={terms.openInvoices.amount - terms.unapplied.amount}
            {...row('balance')}
            lists={[
              { name: 'openInvoices', term: terms.openInvoices, ...list },
              { name: 'unapplied', term: terms.unapplied, ...list },
            ]}
          />
          <CreditTerm
            label={t('creditCheck.term.orders')}
            currency={currency}
            amount={terms.openOrders.amount}
            {...row('orders')}
            lists={[{ name: 'openOrders', term: terms.openOrders, ...list }]}
          />
          {sharedLimit === null ? null : (
            <CreditTerm
              label={t('creditCheck.term.others')}
              currency={currency}
              amount={sharedLimit.otherExposure}
              {...row('others')}
              detail={
                <SharedMembers shared={sharedLimit} currency={currency} pages={customer.source.documentUrl} />
              }
            />
          )}
          <CreditTerm
            label={t('creditCheck.term.deal')}
            currency={currency}
            amount={deal.counted}
            {...row('deal')}
            detail={<CreditDeal deal={deal} currency={currency} />}
          />
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('creditCheck.term.left')}</th>
            <td data-tone={check.outcome === 'exceeds' ? 'bad' : undefined}>
              {check.outcome === 'noLimit' ? (
                <span className="quiet">{t('figure.noLimit')}</span>
              ) : (
                <Amount amount={check.availableAfter} currency={currency} />
              )}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

const sentence = ({ outcome, availableAfter, currency, deal }: Check): string => {
  if (outcome === 'noLimit') return t('creditCheck.noLimit.sentence');
  if (availableAfter === null) {
    return deal.unknown === 'rate'
      ? t('creditCheck.unknown.rate', [deal.amount?.currency ?? ''])
      : t(`creditCheck.unknown.${deal.unknown ?? 'amount'}`);
  }
  const amount = formatMoney({ amount: Math.abs(availableAfter), currency });
  if (availableAfter >= 0) return t('creditCheck.passes.sentence', [amount]);
  return t(deal.counted === 0 ? 'creditCheck.alreadyExceeded.sentence' : 'creditCheck.exceeds.sentence', [
    amount,
  ]);
};

const cautions = ({ creditHold, overdue, currency }: Check): string[] => [
  ...(creditHold ? [t('creditCheck.hold')] : []),
  overdue > 0
    ? t('creditCheck.overdue', [formatMoney({ amount: overdue, currency })])
    : t('creditCheck.nothingOverdue'),
];
