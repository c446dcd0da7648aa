import type { ReactNode } from 'react';
import type { Tone } from './Badge.tsx';
import styles from './Notice.module.css';

interface NoticeProps {
  readonly tone: Tone;
  /** What happened or holds, in one sentence. */
  readonly title: string;
  /** More of it, smaller. */
  readonly children?: ReactNode;
  /** The way on. */
  readonly action?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits its turn, absent = it was there from the start. */
  readonly role?: 'alert' | 'status';
}

export function Notice({ tone, title, children, action, role }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone}>
      <div className={styles.text} role={role}>
        <p className={styles.title}>{title}</p>
        {children}
      </div>
      {action}
    </div>
  );
}
