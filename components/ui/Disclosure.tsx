import type { ReactNode } from 'react';
import styles from './Disclosure.module.css';

/** What few people need, one press away. The browser's own element: keyboard, find-in-page and screen readers know it. */
export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={styles.disclosure}>
      <summary className={styles.summary}>{title}</summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
