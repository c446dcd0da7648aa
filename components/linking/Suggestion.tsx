import type { MatchSuggestion } from '../../lib/erp/api/match.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import { CustomerChoice } from './CustomerChoice.tsx';
import { matchReasonText } from './matchReason.ts';

interface SuggestionProps {
  readonly suggestion: MatchSuggestion;
  readonly onChoose: ((customer: string) => void) | undefined;
  /** "Never link these"; absent as `onChoose` is. */
  readonly onNever: ((customer: string) => void) | undefined;
}

/** A suggested customer with its score and every reason for and against. */
export function Suggestion({
  suggestion: { customer, score, band, reasons },
  onChoose,
  onNever,
}: SuggestionProps) {
  return (
    <CustomerChoice customer={customer} onChoose={onChoose}>
      <p className="score">
        <span
          className="badge"
          data-tone={band === 'strong' ? 'good' : band === 'likely' ? 'info' : 'neutral'}
        >
          {t(`linking.band.${band}`)}
        </span>
        <span className="quiet">{t('linking.score', [formatDecimal(score)])}</span>
      </p>
      <ul className="reasons">
        {reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.effect}`} data-effect={reason.effect}>
            <span aria-hidden="true">{reason.effect === 'for' ? '+' : '−'}</span>
            <span className="sr-only">{t(`linking.${reason.effect}`)}: </span>
            {matchReasonText(reason)}
          </li>
        ))}
      </ul>
      {onNever === undefined ? null : (
        <button
          type="button"
          className="link-button never-button"
          aria-label={t('linking.neverNamed', [customer.name])}
          onClick={() => onNever(customer.id)}
        >
          {t('linking.never')}
        </button>
      )}
    </CustomerChoice>
  );
}
