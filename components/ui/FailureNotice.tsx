import type { Failure } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import { Button } from './Button.tsx';
import { Countdown } from './Countdown.tsx';
import { failureText, wayOn } from './failure.ts';
import { failureDetail } from './failureDetail.ts';
import { Notice } from './Notice.tsx';

interface FailureNoticeProps {
  readonly failure: Failure;
  /** Where this place knows better than the catalogue what the failure means. */
  readonly title?: string | undefined;
  readonly busy?: boolean;
  /** Ways on that this place can offer; one that is absent is not shown. */
  readonly onRetry?: (() => void) | undefined;
  readonly onReconnect?: (() => void) | undefined;
  readonly onOpenSettings?: (() => void) | undefined;
  readonly onReload?: () => void;
  readonly onBack?: (() => void) | undefined;
}

const CALM = new Set<Failure['code']>(['cancelled', 'offline', 'erp.rateLimited', 'crm.rateLimited']);

/** A failure in words with its way on. The server's own sentence stands below ours; it never replaces it. */
export function FailureNotice(props: FailureNoticeProps) {
  const { failure, title = failureText(failure) } = props;
  const detail = failureDetail(failure);
  return (
    <Notice
      tone={CALM.has(failure.code) ? 'caution' : 'bad'}
      role="alert"
      title={title}
      action={<WayOnButton {...props} />}
    >
      {detail && <p>{detail}</p>}
      {failure.support && (
        <p>
          <a href={failure.support} target="_blank" rel="noopener noreferrer">
            {t('action.support')}
          </a>
        </p>
      )}
    </Notice>
  );
}

function WayOnButton({
  failure,
  busy = false,
  onRetry,
  onReconnect,
  onOpenSettings,
  onReload = () => location.reload(),
  onBack,
}: FailureNoticeProps) {
  const retry = onRetry && (
    <Button onClick={onRetry} busy={busy}>
      {t('action.retry')}
    </Button>
  );
  switch (wayOn(failure)) {
    case 'retry':
      return retry;
    case 'wait':
      return (
        <Countdown milliseconds={failure.retryAfterMs ?? 0} wait={failure}>
          {retry}
        </Countdown>
      );
    case 'reconnect':
      return (
        onReconnect && (
          <Button onClick={onReconnect} busy={busy}>
            {t('action.reconnect')}
          </Button>
        )
      );
    case 'settings':
      return onOpenSettings && <Button onClick={onOpenSettings}>{t('action.openSettings')}</Button>;
    case 'reload':
      return <Button onClick={onReload}>{t('action.reload')}</Button>;
    case 'back':
      return onBack && <Button onClick={onBack}>{t('action.back')}</Button>;
    case 'none':
      return null;
  }
}
