import { type ReactNode, useId } from 'react';
import { t } from '../../lib/i18n.ts';
import { Amount } from './Amount.tsx';
import { CreditDocuments, type CreditDocumentsProps } from './CreditDocuments.tsx';

interface CreditTermProps {
  readonly label: string;
  /** Its label says whether it is taken off; null = not known, or no limit set. */
  readonly amount: number | null;
  readonly currency: string;
  readonly isLimit?: boolean;
  /** Under the label. */
  readonly children?: ReactNode;
  readonly isOpen?: boolean;
  readonly onToggle?: () => void;
  /** What it is made of. */
  readonly lists?: readonly CreditDocumentsProps[];
  readonly detail?: ReactNode;
}

/** One line of the credit check; where something stands behind it, its name opens that. */
export function CreditTerm(props: CreditTermProps) {
  const {
    label,
    amount,
    currency,
    isLimit = false,
    children,
    isOpen = false,
    onToggle,
    lists,
    detail,
  } = props;
  const id = useId();
  return (
    <>
      <tr>
        <th scope="row">
          {onToggle === undefined ? (
            <span className="credit-term-name">{label}</span>
          ) : (
            <button
              type="button"
              className="disclosure"
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              onClick={onToggle}
            >
              {label}
            </button>
          )}
          {children}
        </th>
        <td>
          {isLimit && amount === null ? (
            <span className="quiet">{t('figure.noLimit')}</span>
          ) : (
            <Amount amount={amount} currency={currency} />
          )}
        </td>
      </tr>
      {isOpen ? (
        <tr id={id} className="credit-detail">
          <td colSpan={2}>
            {lists?.map((list) => (
              <CreditDocuments key={list.name} {...list} />
            ))}
            {detail}
          </td>
        </tr>
      ) : null}
    </>
  );
}
