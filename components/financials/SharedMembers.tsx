import { Fragment } from 'react';
import type { SharedLimit } from '../../lib/erp/api/creditCheck.ts';
import { pageTemplate, pageUrl } from '../../lib/erp/api/pageUrl.ts';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { FigureTable } from './FigureTable.tsx';

interface SharedMembersProps {
  readonly shared: SharedLimit;
  readonly currency: string;
  /** Where the ERP's pages are (`pageUrl.ts`), or null. */
  readonly pages: string | null;
}

/** Who else draws on a limit and how much: each that one may see, and the rest together. They add up to the term. */
export function SharedMembers({
  shared: { seen, others, otherExposure },
  currency,
  pages,
}: SharedMembersProps) {
  const template = pages === null ? null : pageTemplate(pages);
  const hidden = others - seen.length;
  const rest = seen.reduce((left, { exposure }) => left - exposure, otherExposure);
  return (
    <div className="credit-documents">
      <FigureTable
        caption={t('sharedLimit.others')}
        hasRowHeads
        columns={[{ label: t('customers.picker') }, { label: t('sharedLimit.drawn'), isNumeric: true }]}
        rows={[
          ...seen.map(({ id, name, exposure }) => ({
            key: id,
            cells: [
              <Fragment key="name">
                {template === null ? (
                  name
                ) : (
                  <a href={pageUrl(template, 'customer', id)} target="_blank" rel="noopener noreferrer">
                    {name}
                  </a>
                )}{' '}
                <span className="quiet">{id}</span>
              </Fragment>,
              <Amount key="drawn" amount={exposure} currency={currency} />,
            ],
          })),
          ...(hidden === 0
            ? []
            : [
                {
                  key: '',
                  cells: [
                    <span key="name" className="quiet">
                      {t('sharedLimit.hiddenOthers', undefined, hidden)}
                    </span>,
                    <Amount key="drawn" amount={rest} currency={currency} />,
                  ],
                },
              ]),
        ]}
      />
    </div>
  );
}
