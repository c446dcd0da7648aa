import { formatCountdown } from '../../lib/format/age.ts';
import { formatInstant } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';
import { useNow } from '../panel/useNow.ts';

const HOUR_MS = 3_600_000;

/** When something ends by itself: counted down within the hour, else a date. role=timer is not read aloud each second. */
export function Until({ at }: { at: number }) {
  const isNear = at - Date.now() < HOUR_MS;
  const now = useNow(isNear ? 1000 : 60_000);
  if (at <= now) return <span>{t('sync.until.now')}</span>;
  return (
    <span role="timer" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {isNear ? t('sync.until.in', [formatCountdown(at - now)]) : t('sync.until.at', [formatInstant(at)])}
    </span>
  );
}
