import type { Failure, FailureCode } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';

// Their sentence says it all; what the other side adds ("expired access/refresh token") is for a log.
const SAYS_ENOUGH: ReadonlySet<FailureCode> = new Set<FailureCode>(['erp.authExpired', 'crm.authExpired']);

/** The other side's own sentence, to stand below ours; null = nothing that would help a person. */
export const failureDetail = ({ code, detail }: Failure): string | null => {
  if (detail === undefined || SAYS_ENOUGH.has(code)) return null;
  return code === 'erp.badAnswer' ? t('failure.unreadable', [detail]) : detail;
};
