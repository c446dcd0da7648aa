import { useId } from 'react';
import { displayLocale } from '../../lib/format/locale.ts';
import { t } from '../../lib/i18n.ts';
import type { Action } from '../ui/action.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import styles from './OrgCurrency.module.css';

interface OrgCurrencyProps {
  /** ISO 4217; null = nobody has said yet. */
  readonly currency: string | null;
  readonly choose: Action<string | null, null>;
}

/** Asked of an org with one currency: its records do not name it, and an amount without one is never guessed. */
export function OrgCurrency({ currency, choose }: OrgCurrencyProps) {
  const id = useId();
  const names = new Intl.DisplayNames(displayLocale(), { type: 'currency' });
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{t('connections.currency.label')}</label>
      <select
        id={id}
        className={styles.select}
        value={currency ?? ''}
        disabled={choose.pending}
        aria-describedby={`${id}why`}
        onChange={({ target }) => choose.run(target.value === '' ? null : target.value)}
      >
        <option value="">{t('connections.currency.none')}</option>
        {Intl.supportedValuesOf('currency').map((code) => (
          <option key={code} value={code}>{`${code} · ${names.of(code) ?? code}`}</option>
        ))}
      </select>
      <p id={`${id}why`} className={styles.why}>
        {t('connections.currency.why')}
      </p>
      {choose.failure && <FailureNotice failure={choose.failure} />}
    </div>
  );
}
