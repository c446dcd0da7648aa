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
}

/** What went wrong, in one sentence, and the way on. */
export function FailureNotice({ failure, failedAt = 0, onRetry }: FailureNoticeProps) {
  const detail = failureDetail(failure);
  const isMissingCrm = failure.code === 'crm.notConnected';
  return (
    <div className="notice" role="status">
      <p className="notice-title">{isMissingCrm ? t('crm.empty.title') : failureText(failure)}</p>
      {isMissingCrm ? <p className="quiet">{t('crm.empty.description')}</p> : null}
      {detail === null ? null : <p className="quiet">{detail}</p>}
      <Way failure={failure} failedAt={failedAt} onRetry={onRetry} />
    </div>
  );
}

function Way({
  failure,
  failedAt,
  onRetry,
}: {
  failure: Failure;
  failedAt: number;
  onRetry: (() => void) | undefined;
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
