import { t } from '../../lib/i18n.ts';
import type { PanelView } from '../../lib/messaging/protocol.ts';

interface DealCustomerProps {
  readonly view: PanelView['view'];
  /** Absent where the role, or what is known, lets nobody here say so. */
  readonly onChoose: ((customer: string) => void) | undefined;
  readonly onTakeBack: ((customer: string) => void) | undefined;
}

/** Of a deal whose account has several customers: whose it is, or the way to say so. */
export function DealCustomer({ view: { customers, dealLinks }, onChoose, onTakeBack }: DealCustomerProps) {
  const isOpen = dealLinks.length === 0;
  if (isOpen && customers.length < 2) return null;
  const theirs = customers.filter(({ id }) => dealLinks.some(({ customer }) => customer === id));
  const isTwin = (id: string) => dealLinks.some(({ customer, twin }) => customer === id && twin);
  return (
    <section className="block" aria-label={t('deal.whose')}>
      {isOpen ? <p className="quiet">{t('deal.which')}</p> : null}
      {theirs.map(({ id, name }) => (
        <p key={id}>
          {t('deal.of', [name])}{' '}
          {onTakeBack === undefined || isTwin(id) ? null : (
            <button
              type="button"
              className="link-button"
              aria-label={t('deal.takeBack', [name])}
              onClick={() => onTakeBack(id)}
            >
              {t('confirm.accept.unlinkDeal')}
            </button>
          )}
        </p>
      ))}
      {isOpen && onChoose !== undefined
        ? customers.map(({ id, name }) => (
            <p key={id}>
              <button type="button" className="link-button" onClick={() => onChoose(id)}>
                {t('deal.its', [name])}
              </button>
            </p>
          ))
        : null}
    </section>
  );
}
