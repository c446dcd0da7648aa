import type { ReactNode } from 'react';
import type { Failure } from '../../lib/failure.ts';
import { formatCountdown } from '../../lib/format/age.ts';
import { type MessageKey, t } from '../../lib/i18n.ts';
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
  const port = usePort();
  const openSettings = () =>
    void port.send('options.open', {}).catch(() => {
      // The settings page stays closed; the worker that could not open it is what the next question will report.
    });
  const act = {
    none: undefined,
    back: onBack,
    reload: () => port.reloadPage(),
    settings: openSettings,
    reconnect: openSettings,
    wait: onRetry,
    retry: onRetry,
  }[wayOn(failure)];
  const detail = failureDetail(failure);
  const isMissingCrm = failure.code === 'crm.notConnected';
  return (
    <div className="notice" role="status">
      <p className="notice-title">{titleOf(failure)}</p>
      {isForbidden(failure) ? <p className="quiet">{failureText(failure)}</p> : null}
      {isMissingCrm ? <p className="quiet">{t('crm.empty.description')}</p> : null}
      {detail === null ? null : isRaw(failure) ? (
        <details className="quiet">
          <summary>{t('sync.record.details')}</summary>
          {detail}
        </details>
      ) : (
        <p className="quiet">{detail}</p>
      )}
      {act === undefined ? null : (
        <div className="notice-actions">
          <WhenAllowed until={failedAt + (failure.retryAfterMs ?? 0)}>
            <button type="button" className="button" onClick={act}>
              {t(wordOf(failure))}
            </button>
          </WhenAllowed>
          {failure.code === 'erp.notAnErpApi' && onRetry !== undefined ? (
            <button type="button" className="link-button" onClick={onRetry}>
              {t('action.retry')}
            </button>
          ) : null}
        </div>
      )}
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

/** Its detail is in the words of a CRM or of a contract: for whoever helps, not for whoever reads. */
const isRaw = ({ code }: Failure): boolean => code.startsWith('crm.') || code === 'erp.badAnswer';

const titleOf = (failure: Failure): string => {
  if (failure.code === 'crm.notConnected') return t('crm.empty.title');
  return isForbidden(failure) ? t('crm.status.restricted') : failureText(failure);
};

/** What its button says; only a failure that has a way on has a button. */
const wordOf = (failure: Failure): MessageKey => {
  const way = wayOn(failure);
  if (failure.code === 'crm.notConnected') return 'crm.empty.action';
  if (failure.code.endsWith('.notFound')) return 'action.refreshSync';
  if (way === 'settings') return 'action.openSettings';
  return way === 'wait' || way === 'none' ? 'action.retry' : `action.${way}`;
};

/** A countdown to the moment the other side allows the next question; then the button. */
function WhenAllowed({ until, children }: { until: number; children: ReactNode }) {
  const isDue = useNow(Date.now() < until ? 1000 : null) >= until;
  if (isDue) return children;
  return <p className="quiet">{t('failure.retryIn', [formatCountdown(until - Date.now())])}</p>;
}
