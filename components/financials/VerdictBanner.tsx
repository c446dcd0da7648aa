import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { VerdictMark } from './VerdictMark.tsx';
import { reasonText, VERDICT_WORD, worstOf } from './verdict.ts';

/** First thing on the panel: may we sell? With several customers the worst decides, and each reason says whose it is. */
export function VerdictBanner({ customers }: { customers: readonly CustomerDetail[] }) {
  const level = worstOf(customers.map((customer) => customer.verdict.level));
  const reasons = customers.flatMap(({ id, name, verdict }) =>
    verdict.reasons.map((reason) => ({
      key: `${id} ${reason.code}`,
      text: customers.length > 1 ? `${name}: ${reasonText(reason)}` : reasonText(reason),
    })),
  );
  const hasLimit = customers.every((customer) => customer.creditLimit !== null);
  return (
    <section className="verdict" data-level={level} aria-label={t('verdict.label')}>
      <strong className="verdict-word">
        <VerdictMark level={level} size={20} />
        {t(VERDICT_WORD[level])}
      </strong>
      <ul className="verdict-reasons">
        {reasons.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
        {reasons.length === 0 ? (
          <li>{t(hasLimit ? 'verdict.reason.none' : 'verdict.reason.noneNoLimit')}</li>
        ) : null}
      </ul>
    </section>
  );
}
