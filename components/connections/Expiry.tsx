import { t } from '../../lib/i18n.ts';
import styles from './Expiry.module.css';

const SOON_MS = 14 * 24 * 3600 * 1000;

/** Until when a sign-in or token holds; said more loudly in its last two weeks. `at` in epoch ms. */
export function Expiry({ at }: { at: number }) {
  const left = at - Date.now();
  const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at);
  if (left > SOON_MS) return date;
  return (
    <strong className={styles.soon}>
      {t(left > 0 ? 'connections.expiry.soon' : 'connections.expiry.past', [date])}
    </strong>
  );
}
