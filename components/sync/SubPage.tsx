import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../lib/i18n.ts';
import { Button } from '../ui/Button.tsx';
import styles from './SubPage.module.css';

interface SubPageProps {
  readonly title: string;
  /** "20 of 500", where not all is shown. */
  readonly note?: string | undefined;
  readonly onBack: () => void;
  readonly children: ReactNode;
}

/** A page within the popup: its name has the focus first, Escape or "Back" leads to where one came from. */
export function SubPage({ title, note, onBack, children }: SubPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The popup would close with it.
    event.preventDefault();
    onBack();
  };
  return (
    <main className={styles.page} onKeyDown={onKeyDown}>
      <header className={styles.head}>
        <Button look="quiet" onClick={onBack}>
          <span className={styles.arrow} aria-hidden="true" />
          {t('popup.back')}
        </Button>
        <h1 className={styles.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <span className={styles.note}>{note}</span>
      </header>
      <div className={styles.body}>{children}</div>
    </main>
  );
}
