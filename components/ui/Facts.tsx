import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** Label and value pairs. A fact that is unknown is left out by the caller, never shown as a dash that reads as "none". */
export function Facts({
  facts,
}: {
  facts: readonly { readonly label: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value }) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
