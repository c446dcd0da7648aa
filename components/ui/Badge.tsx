import type { ReactNode } from 'react';
import styles from './Badge.module.css';

export type Tone = 'good' | 'caution' | 'bad' | 'info' | 'neutral';

/** A state in one or two words. The colour only repeats what the words say. `quiet` keeps the colour to the dot. */
export function Badge({
  tone,
  quiet = false,
  children,
}: {
  tone: Tone;
  quiet?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={styles.badge} data-tone={tone} data-quiet={quiet || undefined}>
      {children}
    </span>
  );
}
