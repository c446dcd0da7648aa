import { useEffect } from 'react';
import styles from './Toast.module.css';

export interface ToastMessage {
  /** Tells two toasts with the same words apart. */
  readonly id: number;
  readonly text: string;
}

const SHOWN_FOR_MS = 6000;

/**
 * The region is always there, so that a screen reader knows it before the first message comes. A toast only repeats what the
 * page shows in its place: it may go by itself and nothing is lost.
 */
export function Toast({ toast, onGone }: { toast: ToastMessage | null; onGone: () => void }) {
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(onGone, SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [toast, onGone]);
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {toast && (
        <p className={styles.toast} data-toast="" key={toast.id}>
          {toast.text}
        </p>
      )}
    </div>
  );
}
