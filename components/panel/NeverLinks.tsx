import type { NamedNeverLink } from '../../lib/erp/api/neverLink.ts';
import { formatDate } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';

interface NeverLinksProps {
  readonly neverLinks: readonly NamedNeverLink[];
  /** Absent where the role does not allow linking. */
  readonly onTakeBack: ((customer: string) => void) | undefined;
}

/** Customers that somebody has said this record is not: who, when, and the way back. */
export function NeverLinks({ neverLinks, onTakeBack }: NeverLinksProps) {
  if (neverLinks.length === 0) return null;
  return (
    <section className="block">
      <h3 className="block-title">{t('linking.neverList')}</h3>
      <ul className="never-links">
        {neverLinks.map(({ id, customer, customerName, createdBy, createdAt }) => (
          <li key={id}>
            <span>
              {customerName} <span className="quiet">{customer}</span>
              <span className="quiet never-by">
                {t('linking.neverBy', [createdBy, formatDate(createdAt.slice(0, 10))])}
              </span>
            </span>
            {onTakeBack === undefined ? null : (
              <button
                type="button"
                className="link-button"
                aria-label={t('linking.allowNamed', [customerName])}
                onClick={() => onTakeBack(customer)}
              >
                {t('confirm.accept.allowLink')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
