import { type ReactNode, type Ref, useId } from 'react';
import styles from './Card.module.css';

export type Mark = 'erp' | 'salesforce' | 'hubspot';
const MARK_LETTERS: Record<Mark, string> = { erp: 'ERP', salesforce: 'Sf', hubspot: 'Hs' };

interface CardProps {
  readonly title: string;
  readonly description: string;
  /** Colour and letters that tell the cards apart at a glance; the title says the same in words. */
  readonly mark: Mark;
  readonly badge: ReactNode;
  /** Takes the focus when what had it has gone (a form that became a fact). */
  readonly headingRef?: Ref<HTMLHeadingElement>;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export function Card({ title, description, mark, badge, headingRef, busy = false, children }: CardProps) {
  const heading = useId();
  return (
    <section className={styles.card} data-mark={mark} aria-labelledby={heading} aria-busy={busy || undefined}>
      <header className={styles.header}>
        <span className={styles.mark} aria-hidden="true">
          {MARK_LETTERS[mark]}
        </span>
        <h2 className={styles.title} id={heading} ref={headingRef} tabIndex={-1}>
          {title}
        </h2>
        {badge}
        <p className={styles.description}>{description}</p>
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
