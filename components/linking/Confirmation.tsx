import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { type Failure, FailureError } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import type { DecisionOutcome } from '../../lib/messaging/conflictMessages.ts';
import type { ConfirmTicket } from '../../lib/messaging/protocol.ts';
import { ConflictFacts } from '../conflicts/ConflictFacts.tsx';
import { BrakeFacts } from '../sync/BrakeFacts.tsx';
import { Button } from '../ui/Button.tsx';
import { failureText } from '../ui/failure.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './Confirmation.module.css';
import { LinkFacts } from './LinkFacts.tsx';
import { mayAccept, type Phase } from './mayAccept.ts';
import { acceptText, doneText, isAnswerable, partlyText, titleText } from './ticketWords.ts';
import { useSteady } from './useSteady.ts';
import { useVouched, type Vouched } from './useVouched.ts';

interface ConfirmationProps {
  read(): Promise<ConfirmTicket>;
  /** null = all of it is written; else what became of each of its decisions. */
  accept(): Promise<readonly DecisionOutcome[] | null>;
  decline(): Promise<unknown>;
  /** It fills the panel's frame; on a page of ours it takes the room that it needs. */
  readonly place?: 'frame' | 'page';
}

/**
 * The one place where a link, a decision or a stopped sync's leave is written. It shows what the worker says will be written, and takes a yes only from the person:
 * a trusted event on a button that stood still, while the browser vouches that nothing covers the frame.
 */
export function Confirmation({ read, accept, decline, place = 'frame' }: ConfirmationProps) {
  const [ticket, setTicket] = useState<ConfirmTicket | null>(null);
  const [phase, setPhase] = useState<Phase>('reading');
  const [failure, setFailure] = useState<Failure | null>(null);
  const frame = useRef<HTMLElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const vouched = useVouched(frame);
  const { isSteady, wasPressedSteady, handlers } = useSteady();
  const [isHasty, setHasty] = useState(false);
  const [isGiven, setGiven] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly DecisionOutcome[] | null>(null);

  const fail = (error: unknown) => {
    const met: Failure = error instanceof FailureError ? error.failure : { code: 'unexpected' };
    setFailure(met);
    setPhase(met.code === 'message.refused' ? 'over' : isOutdated(met) ? 'done' : 'asking');
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a ticket is read once; it never changes.
  useEffect(() => {
    read().then((answer) => {
      setTicket(answer);
      setPhase('asking');
    }, fail);
  }, []);
  const isOpen =
    isAnswerable(ticket) &&
    (ticket !== null || phase === 'reading') &&
    outcomes === null &&
    phase !== 'done' &&
    phase !== 'over';
  // Where the yes has gone, the focus would go with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is when this changes that the focus has to move.
  useEffect(() => cancel.current?.focus(), [isOpen]);

  const onAccept = (event: MouseEvent) => {
    const wasSteady = wasPressedSteady();
    if (ticket === null || !mayAccept(event, { vouched, wasSteady }, phase)) {
      setHasty(event.isTrusted && !wasSteady);
      return;
    }
    setHasty(false);
    setGiven(true);
    setPhase('writing');
    setFailure(null);
    accept().then((partly) => {
      setOutcomes(partly);
      setPhase('done');
    }, fail);
  };
  const onDecline = () => void decline().catch(fail);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The popup would close with it.
    event.preventDefault();
    onDecline();
  };

  return (
    <main
      ref={frame}
      className={styles.frame}
      data-place={place}
      aria-busy={phase === 'reading'}
      onKeyDown={onKeyDown}
    >
      <h1 className={styles.title}>{titleText(ticket)}</h1>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is long scrolls in here, and has to by the keyboard too. */}
      <section className={styles.facts} aria-label={t('confirm.facts')} tabIndex={0}>
        {ticket === null ? (
          phase === 'reading' ? (
            <Skeleton height={96} />
          ) : null
        ) : (
          <Facts ticket={ticket} outcomes={outcomes} />
        )}
      </section>
      <p className={styles.note} role="status">
        {isHasty && phase === 'asking' && vouched === 'ready'
          ? t('confirm.hasty')
          : outcomes !== null
            ? partlyText(outcomes)
            : noteOf(phase, failure, vouched, ticket, isGiven)}
      </p>
      <div className={styles.actions}>
        <Button ref={cancel} onClick={onDecline}>
          {t(isOpen ? 'confirm.cancel' : 'confirm.close')}
        </Button>
        {isOpen ? (
          <Button
            look="primary"
            busy={phase !== 'asking' || vouched !== 'ready' || ticket === null}
            data-steady={isSteady}
            {...handlers}
            onClick={onAccept}
          >
            {acceptText(ticket, phase === 'writing')}
          </Button>
        ) : null}
      </div>
    </main>
  );
}

const noteOf = (
  phase: Phase,
  failure: Failure | null,
  vouched: Vouched,
  ticket: ConfirmTicket | null,
  isGiven: boolean,
): string => {
  // After a yes whose answer never came, nobody here knows whether it was written.
  if (phase === 'over') return t(isGiven ? 'confirm.mayBeWritten' : 'confirm.noTicket');
  if (phase === 'done' && failure === null) return doneText(ticket);
  if (failure !== null)
    return isOutdated(failure) ? (failure.detail ?? t('confirm.changed')) : failureText(failure);
  if (vouched === 'hidden') return t('confirm.covered');
  if (vouched === 'unsupported') return t('confirm.unsupported');
  return '';
};

/** What the person saw is no longer so: the same yes could only be refused again. */
const isOutdated = ({ code, status }: Failure): boolean =>
  code === 'erp.conflict' || (code === 'erp.notFound' && status === 404);

function Facts({ ticket, outcomes }: { ticket: ConfirmTicket; outcomes: readonly DecisionOutcome[] | null }) {
  switch (ticket.kind) {
    case 'resolve':
      return <ConflictFacts ticket={ticket} outcomes={outcomes} />;
    case 'brake':
      return <BrakeFacts brake={ticket.brake} />;
    default:
      return <LinkFacts ticket={ticket} />;
  }
}
