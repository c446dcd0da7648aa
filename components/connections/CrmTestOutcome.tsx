import { t } from '../../lib/i18n.ts';
import type { TestResult } from '../../lib/messaging/protocol.ts';
import { Notice } from '../ui/Notice.tsx';

/** "Connected ✓" only with fields to show for it: an answer without a single one is no proof of anything. */
export function CrmTestOutcome({ crm, result }: { crm: string; result: TestResult }) {
  const { fields, label } = result;
  if (fields === 0)
    return <Notice tone="caution" role="status" title={t('connections.test.noFields', [crm, label])} />;
  return (
    <Notice tone="good" role="status" title={t('connections.test.connected')}>
      <p>{t('connections.test.fields', [String(fields), crm, label], fields)}</p>
    </Notice>
  );
}
