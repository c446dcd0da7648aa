import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { VerdictMark } from './VerdictMark.tsx';
import { reasonText, severity, VERDICT_WORD, worstOf } from './verdict.ts';

interface VerdictBannerProps {
  readonly customers: readonly CustomerDetail[];
  /** It could not be asked again: what is shown is what was known last. */
  readonly isStale?: boolean;
}

/** First thing on the panel: may we sell? With several customers the worst decides, and each reason says whose it is. */
export function VerdictBanner({ customers, isStale = false }: VerdictBannerProps) {
  const level = worstOf(customers.map((customer) => customer.verdict.level));
  const word = t(VERDICT_WORD[level]);
  const lines = linesOf(customers);
  // The limit that counts, whoever holds it.
  const hasLimit = customers.every(({ figures }) => figures.company.creditLimit !== null);
  return (
    <section className="verdict" data-level={level} aria-label={t('verdict.label')}>
      <strong className="verdict-word">
        <VerdictMark level={level} size={20} />
        {isStale ? t('verdict.lastKnown', [word]) : word}
      </strong>
      <ul className="verdict-reasons">
        {lines.map(({ key, whose, text }) => (
          <li key={key}>
            {whose === null ? null : <strong className="verdict-whose">{whose}: </strong>}
            {text}
          </li>
        ))}
        {lines.length === 0 ? (
          <li>{t(hasLimit ? 'verdict.reason.none' : 'verdict.reason.noneNoLimit')}</li>
        ) : null}
      </ul>
    </section>
  );
}

interface Line {
  readonly key: string;
  /** null where there is only one customer. */
  readonly whose: string | null;
  readonly text: string;
}

/** One customer: a line per reason. Several: a line per customer that has any, the worst first. */
const linesOf = (customers: readonly CustomerDetail[]): readonly Line[] => {
  const [only, ...others] = customers;
  if (only !== undefined && others.length === 0)
    return only.verdict.reasons.map((reason) => ({
      key: reason.code,
      whose: null,
      text: reasonText(reason, only),
    }));
  return customers
    .filter(({ verdict }) => verdict.reasons.length > 0)
    .toSorted((one, other) => severity(other.verdict.level) - severity(one.verdict.level))
    .map((customer) => ({
      key: customer.id,
      whose: customer.name,
      text: customer.verdict.reasons.map((reason) => reasonText(reason, customer)).join(' · '),
    }));
};
