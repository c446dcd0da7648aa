import { CRM_PAGES } from '../../lib/crm/pages.ts';
import type { CustomerDetail, RecordView } from '../../lib/erp/api/customer.ts';
import type { Link } from '../../lib/erp/api/link.ts';
import { recordKey } from '../../lib/erp/api/recordKey.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import { matchReasonText } from '../linking/matchReason.ts';

interface DuplicatesProps {
  readonly view: RecordView;
  readonly customers: readonly CustomerDetail[];
}

/** What may be there twice: a customer that looks like another, and one that another record of the same kind is linked to as well. */
export function Duplicates({ view, customers }: DuplicatesProps) {
  const ids = new Set<string>(customers.map(({ id }) => id));
  const lookalikes = view.lookalikes.filter(({ customer }) => ids.has(customer));
  const shared = customers
    .map((customer) => ({ customer, others: sameObject(customer.links, view) }))
    .filter(({ others }) => others.length > 0);
  if (lookalikes.length === 0 && shared.length === 0) return null;
  return (
    <div className="duplicates">
      {shared.map(({ customer, others }) => (
        <p key={customer.id} className="duplicate">
          {t(
            'duplicates.sameObject',
            [customer.name, view.record.object, formatDecimal(others.length)],
            others.length,
          )}{' '}
          {others.slice(0, 3).map((link) => (
            <a key={link.id} href={pageOf(link)} target="_blank" rel="noopener noreferrer">
              {t('duplicates.open')}
            </a>
          ))}
        </p>
      ))}
      {lookalikes.map(({ customer, other, score, reasons }) => (
        <details key={`${customer} ${other.id}`} className="duplicate">
          <summary>{t('duplicates.lookalike', [`${other.name} · ${other.id}`])}</summary>
          <p>{t('duplicates.lookalikeWhy', [formatDecimal(score)])}</p>
          <ul className="reasons">
            {reasons.map((reason) => (
              <li key={`${reason.kind} ${reason.effect}`} data-effect={reason.effect}>
                <span aria-hidden="true">{reason.effect === 'for' ? '+' : '−'}</span>
                <span className="sr-only">{t(`linking.${reason.effect}`)}: </span>
                {matchReasonText(reason)}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

const sameObject = (links: readonly Link[], { record }: RecordView): readonly Link[] =>
  links.filter(
    (link) =>
      link.record.system === record.system &&
      link.record.org === record.org &&
      link.record.object === record.object &&
      recordKey(link.record) !== recordKey(record),
  );

const pageOf = ({ record, host }: Link): string | undefined =>
  CRM_PAGES.find(({ system }) => system === record.system)?.urlOf(record, host);
