import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { type Failure, FailureError } from '../../lib/failure.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';
import type { LinkTicket } from '../../lib/messaging/protocol.ts';
import { Button } from '../ui/Button.tsx';
import { failureText } from '../ui/failure.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './LinkConfirmation.module.css';
import { mayAccept, type Phase } from './mayAccept.ts';
import { useSteady } from './useSteady.ts';
import { useVouched, type Vouched } from './useVouched.ts';

interface LinkConfirmationProps {
  read(): Promise<LinkTicket>;
  accept(): Promise<unknown>;
  decline(): Promise<unknown>;
}

/**
 * The one place where a link is written. It shows what the worker says will be written, and takes a yes only from the person:
 * a trusted event on a button that stood still, while the browser vouches that nothing covers the frame.
 */
export function LinkConfirmation({ read, accept, decline }: LinkConfirmationProps) {
  const [ticket, setTicket] = useState<LinkTicket | null>(null);
  const [phase, setPhase] = useState<Phase>('reading');
  const [failure, setFailure] = useState<Failure | null>(null);
  const frame = useRef<HTMLElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const vouched = useVouched(frame);
  const { isSteady, wasPressedSteady, handlers } = useSteady();
  const [isHasty, setHasty] = useState(false);

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
    cancel.current?.focus();
  }, []);

  const onAccept = (event: MouseEvent) => {
    const wasSteady = wasPressedSteady();
    if (ticket === null || !mayAccept(event, { vouched, wasSteady }, phase)) {
      setHasty(event.isTrusted && !wasSteady);
      return;
    }
    setHasty(false);
    setPhase('writing');
    setFailure(null);
    accept().then(() => setPhase('done'), fail);
  };
  const onDecline = () => void decline().catch(fail);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDecline();
  };

  return (
    <main ref={frame} className={styles.frame} aria-busy={phase === 'reading'} onKeyDown={onKeyDown}>
      <h1 className={styles.title}>
        {t(ticket === null || ticket.kind === 'link' ? 'confirm.title' : `confirm.title.${ticket.kind}`)}
      </h1>
      <div className={styles.facts}>
        {ticket === null ? phase === 'reading' ? <Skeleton height={96} /> : null : <Facts ticket={ticket} />}
      </div>
      <p className={styles.note} role="status">
        {isHasty && phase === 'asking' && vouched === 'ready'
          ? t('confirm.hasty')
          : noteOf(phase, failure, vouched, ticket?.kind ?? 'link')}
      </p>
      <div className={styles.actions}>
        <Button ref={cancel} onClick={onDecline}>
          {t('confirm.cancel')}
        </Button>
        <Button
          look="primary"
          busy={phase !== 'asking' || vouched !== 'ready' || ticket === null}
          data-steady={isSteady}
          {...handlers}
          onClick={onAccept}
        >
          {acceptText(phase, ticket?.kind ?? 'link')}
        </Button>
      </div>
    </main>
  );
}

const noteOf = (
  phase: Phase,
  failure: Failure | null,
  vouched: Vouched,
  kind: LinkTicket['kind'],
): string => {
  if (phase === 'over') return t('confirm.noTicket');
  if (phase === 'done' && failure === null) return t(kind === 'link' ? 'confirm.done' : 'confirm.saved');
  if (failure !== null)
    return isOutdated(failure) ? (failure.detail ?? t('confirm.changed')) : failureText(failure);
  if (vouched === 'hidden') return t('confirm.covered');
  if (vouched === 'unsupported') return t('confirm.unsupported');
  return '';
};

/** What the person saw is no longer so: the same yes could only be refused again. */
const isOutdated = ({ code, status }: Failure): boolean =>
  code === 'erp.conflict' || (code === 'erp.notFound' && status === 404);

const acceptText = (phase: Phase, kind: LinkTicket['kind']): string => {
  if (kind === 'link') return t(phase === 'writing' ? 'confirm.working' : 'confirm.accept');
  return phase === 'writing' ? t('confirm.saving') : t(`confirm.accept.${kind}`);
};

const WRITES = {
  link: 'confirm.writesLink',
  unlink: 'confirm.writesUnlink',
  neverLink: 'confirm.writesNeverLink',
  allowLink: 'confirm.writesAllowLink',
} as const satisfies Record<LinkTicket['kind'], MessageKey>;

const Facts = ({ ticket: { kind, record, recordName, customer, erp } }: { ticket: LinkTicket }) => (
  <dl>
    <dt>{t('confirm.record')}</dt>
    <dd>
      <strong>{recordName ?? record.id}</strong>
      <span>
        {t(`crm.${record.system}`)} · {record.object} · {record.id}
      </span>
    </dd>
    <dt>{t('confirm.customer')}</dt>
    <dd>
      <strong>{customer.name}</strong>
      <span>{customer.id}</span>
    </dd>
    <dt>{t('confirm.writes')}</dt>
    <dd>{t(WRITES[kind], [erp])}</dd>
  </dl>
);
