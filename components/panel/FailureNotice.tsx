import type { Failure } from '../../lib/failure.ts';
import { formatCountdown } from '../../lib/format/age.ts';
import { t } from '../../lib/i18n.ts';
import { failureText, wayOn } from '../ui/failure.ts';
import { failureDetail } from '../ui/failureDetail.ts';
import { usePort } from './port.ts';
import { useNow } from './useNow.ts';

interface FailureNoticeProps {
  readonly failure: Failure;
  /** Epoch ms; a rate limit counts down from here. */
  readonly failedAt?: number;
  readonly onRetry?: () => void;
  /** Away from what may not be done or seen. */
  readonly onBack?: (() => void) | undefined;
}

/** What went wrong, in one sentence, and the way on. */
export function FailureNotice({ failure, failedAt = 0, onRetry, onBack }: FailureNoticeProps) {
  const detail = failureDetail(failure);
  const isMissingCrm = failure.code === 'crm.notConnected';
  return (
    <div className="notice" role="status">
      <p className="notice-title">{titleOf(failure)}</p>
      {isForbidden(failure) ? <p className="quiet">{failureText(failure)}</p> : null}
      {isMissingCrm ? <p className="quiet">{t('crm.empty.description')}</p> : null}
      {detail === null ? null : <p className="quiet">{detail}</p>}
      <Way failure={failure} failedAt={failedAt} onRetry={onRetry} onBack={onBack} />
      {failure.support === undefined ? null : (
        <a href={failure.support} target="_blank" rel="noopener noreferrer">
          {t('action.support')}
        </a>
      )}
    </div>
  );
}

/** Nothing that is offered here helps: the action is not shown, as spec §7 wants it. */
export const isForbidden = (failure: Failure | null): boolean =>
  failure !== null && wayOn(failure) === 'back';

const titleOf = (failure: Failure): string => {
  if (failure.code === 'crm.notConnected') return t('crm.empty.title');
  return isForbidden(failure) ? t('crm.status.restricted') : failureText(failure);
};

function Way({
  failure,
  failedAt,
  onRetry,
  onBack,
}: {
  failure: Failure;
  failedAt: number;
  onRetry: (() => void) | undefined;
  onBack: (() => void) | undefined;
}) {
  const port = usePort();
  const openSettings = () =>
    void port.send('options.open', {}).catch(() => {
      // The settings page stays closed; the worker that could not open it is what the next question will report.
    });
  const way = wayOn(failure);
  switch (way) {
    case 'none':
      return null;
    case 'back':
      return onBack === undefined ? null : <Action label={t('action.back')} onClick={onBack} />;
    case 'reload':
      return <Action label={t('action.reload')} onClick={() => port.reloadPage()} />;
    case 'settings':
      return (
        <div className="notice-actions">
          <Action
            label={failure.code === 'crm.notConnected' ? t('crm.empty.action') : t('action.openSettings')}
            onClick={openSettings}
          />
          {failure.code === 'erp.notAnErpApi' && onRetry !== undefined ? (
            <button type="button" className="link-button" onClick={onRetry}>
              {t('action.retry')}
            </button>
          ) : null}
        </div>
      );
    case 'reconnect':
      return <Action label={t('action.reconnect')} onClick={openSettings} />;
    case 'wait':
    case 'retry':
      return onRetry === undefined ? null : (
        <RetryWhenAllowed until={failedAt + (failure.retryAfterMs ?? 0)} onRetry={onRetry} />
      );
  }
}

/** A countdown to the moment the other side allows the next question; then the button. */
function RetryWhenAllowed({ until, onRetry }: { until: number; onRetry: () => void }) {
  const isDue = useNow(Date.now() < until ? 1000 : null) >= until;
  return isDue ? (
    <Action label={t('action.retry')} onClick={onRetry} />
  ) : (
    <p className="quiet">{t('failure.retryIn', [formatCountdown(until - Date.now())])}</p>
  );
}

const Action = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <button type="button" className="button" onClick={onClick}>
    {label}
  </button>
);
