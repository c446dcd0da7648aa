import { useCallback, useEffect, useRef, useState } from 'react';
import type { SyncStatus } from '../../lib/messaging/syncMessages.ts';
import { Toast, type ToastMessage } from '../ui/Toast.tsx';
import styles from './Announcer.module.css';
import { announcement, isDone } from './announcement.ts';

interface AnnouncerProps {
  /** null = not known yet. */
  readonly status: SyncStatus | null;
  /** Something else that was just done, worth the same words to eye and ear. */
  readonly toast: ToastMessage | null;
  readonly onToastGone: () => void;
  /** A confirmation is open: a toast would lie over what has to be seen whole. */
  readonly isCovered: boolean;
}

/**
 * Says politely what has happened to the sync while the page is open. A sync that succeeded is toasted, and so seen as well; how
 * others ended stands on the page. What was so when the page opened is not news.
 */
export function Announcer({ status, toast, onToastGone, isCovered }: AnnouncerProps) {
  const before = useRef<SyncStatus | null>(null);
  const heard = useRef<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const [done, setDone] = useState<ToastMessage | null>(null);
  useEffect(() => {
    const known = before.current;
    before.current = status;
    if (known === null || status === null) return;
    const hasEnded = status.last?.id !== known.last?.id;
    const isToast = hasEnded && isDone(status);
    // "Completed" is not to stand over a sync that has begun since, or over how that one ended.
    if (!isToast && (hasEnded || status.active !== null)) setDone(null);
    const news = announcement(known, status);
    // A sync goes through its phases once for every kind of record: each is news the first time.
    if (news === null || heard.current.has(`${status.active?.id} ${news}`)) return;
    heard.current = new Set(status.active === null ? [] : [...heard.current, `${status.active.id} ${news}`]);
    setSaid(isToast ? '' : news);
    if (isToast) setDone((last) => ({ id: (last?.id ?? 0) + 1, text: news }));
  }, [status]);
  // The same function as long as it means the same: a toast counts its time from when it was given another one.
  const onGone = useCallback(() => {
    setDone(null);
    onToastGone();
  }, [onToastGone]);
  return (
    <>
      <p className={styles.said} role="status">
        {said}
      </p>
      <Toast toast={isCovered ? null : (toast ?? done)} onGone={onGone} />
    </>
  );
}
