import { useEffect, useRef } from 'react';
import { formatMoney } from '../../../lib/format/money.ts';
import { formatDecimal } from '../../../lib/format/number.ts';
import { t } from '../../../lib/i18n.ts';
import type { ChainDocument } from './chain.ts';
import type { Chosen } from './selection.ts';

interface SelectionBarProps {
  readonly chosen: Chosen;
  readonly documents: readonly ChainDocument[];
  onClear(): void;
}

/** Which figure the list is narrowed to and what its documents come to, so that one can be held against the other. */
export function SelectionBar({ chosen, documents, onClear }: SelectionBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another figure was asked for
  useEffect(() => bar.current?.focus({ preventScroll: true }), [chosen]);
  const sums = [...chosen.sums(documents)].map(([currency, amount]) => formatMoney({ amount, currency }));
  return (
    <div className="selection" ref={bar} tabIndex={-1} role="status">
      <span>
        <strong>{t(chosen.label)}</strong>{' '}
        <span className="quiet">
          {[t('documents.selected', [formatDecimal(documents.length)], documents.length), ...sums].join(
            ' · ',
          )}
        </span>
      </span>
      <button type="button" className="link-button" onClick={onClear}>
        {t('documents.showAll')}
      </button>
    </div>
  );
}
