import type { ReactNode } from 'react';
import { t } from '../../lib/i18n.ts';
import styles from './Countdown.module.css';
import { durationText } from './duration.ts';
import { useSecondsLeft } from './useSecondsLeft.ts';

interface CountdownProps {
  readonly milliseconds: number;
  /** The failure that asked for the wait: another one starts another countdown. */
  readonly wait: object;
  /** What may be done once it is over. */
  readonly children: ReactNode;
}

/** role=timer is not read aloud each second. */
export function Countdown({ milliseconds, wait, children }: CountdownProps) {
  const left = useSecondsLeft(milliseconds, wait);
  return left > 0 ? (
    <span role="timer" className={styles.countdown}>
      {t('failure.retryIn', [durationText(left)])}
    </span>
  ) : (
    children
  );
}
