import type { Failure } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import { wayOn } from './failure.ts';

/** The other side's own sentence, to stand below ours; null = nothing that would help a person. */
export const failureDetail = (failure: Failure): string | null => {
  const { code, detail } = failure;
  // Their sentence says it all; what the other side adds ("expired access/refresh token", "TotalRequests Limit exceeded.") is for a log.
  const saysEnough = wayOn(failure) === 'reconnect' || code === 'crm.rateLimited';
  if (detail === undefined || saysEnough) return null;
  return code === 'erp.badAnswer' ? t('failure.unreadable', [detail]) : detail;
};
