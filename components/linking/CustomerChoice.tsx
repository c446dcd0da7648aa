import type { ReactNode } from 'react';
import type { CustomerSummary } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';

interface CustomerChoiceProps {
  readonly customer: CustomerSummary;
  /** Absent where the role does not allow linking. */
  readonly onChoose: ((customer: string) => void) | undefined;
  readonly children?: ReactNode;
}

/** One ERP customer that this record could be linked to. */
export function CustomerChoice({ customer, onChoose, children }: CustomerChoiceProps) {
  const { id, name, city, country, links } = customer;
  const place = [city, country].filter((part) => part !== null).join(', ');
  return (
    <li className="choice">
      <div className="choice-head">
        <div className="choice-who">
          <span className="choice-name">{name}</span>
          <span className="quiet">{[id, place].filter((part) => part !== '').join(' · ')}</span>
        </div>
        {onChoose === undefined ? null : (
          <button
            type="button"
            className="button"
            aria-label={t('linking.chooseNamed', [name])}
            onClick={() => onChoose(id)}
          >
            {t('linking.choose')}
          </button>
        )}
      </div>
      {children}
      {links.length > 0 ? (
        <p className="choice-note">{t('linking.alreadyLinked', undefined, links.length)}</p>
      ) : null}
    </li>
  );
}
