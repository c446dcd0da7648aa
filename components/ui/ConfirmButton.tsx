import { useEffect, useRef, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './ConfirmButton.module.css';

interface ConfirmButtonProps {
  readonly label: string;
  /** What will be lost, as a question. */
  readonly question: string;
  readonly confirm: string;
  readonly keep: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
}

/** Asks once, in place, before something that costs a sign-in to undo. Escape keeps. */
export function ConfirmButton({
  label,
  question,
  confirm,
  keep,
  busy = false,
  onConfirm,
}: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const asked = useRef(asking);
  useEffect(() => {
    if (asked.current !== asking) first.current?.focus();
    asked.current = asking;
  }, [asking]);

  if (!asking)
    return (
      <Button ref={first} look="quiet" busy={busy} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from the two buttons inside, which have their own roles.
    <div className={styles.question} onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}>
      <p>{question}</p>
      <Button
        ref={first}
        look="danger"
        busy={busy}
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {confirm}
      </Button>
      <Button look="quiet" onClick={() => setAsking(false)}>
        {keep}
      </Button>
    </div>
  );
}
