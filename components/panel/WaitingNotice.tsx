import { t } from '../../lib/i18n.ts';
import { failureText } from '../ui/failure.ts';
import { useIsSlow } from './useIsSlow.ts';
import type { RecordState } from './useRecord.ts';

/** A question that takes long, or failed and is asked again, is said to be under way; a quick one is not talked about. */
export function WaitingNotice({ record }: { record: Pick<RecordState, 'asking' | 'askingAgain'> }) {
  const isSlow = useIsSlow(record.asking);
  return (
    <p className="waiting" aria-live="polite">
      {record.askingAgain === null ? null : `${failureText(record.askingAgain)} ${t('panel.askingAgain')}`}
      {record.askingAgain === null && isSlow ? t('panel.slow') : null}
    </p>
  );
}
