import type { MatchReason } from '../../lib/erp/api/matchReason.ts';
import { t } from '../../lib/i18n.ts';

/** Why a customer was suggested, or what speaks against it, as a person would say it. */
export const matchReasonText = ({ kind, effect, crmValue, erpValue }: MatchReason): string =>
  t(`linking.reason.${kind}.${effect}`, [crmValue, erpValue]);
