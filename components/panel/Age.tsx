import { formatAsOf } from '../../lib/format/age.ts';
import { formatDate, formatInstant } from '../../lib/format/date.ts';
import { t } from '../../lib/i18n.ts';

export interface AgeProps {
  /** Epoch ms. */
  readonly fetchedAt: number;
  /** The ERP's as-of date. */
  readonly asOf: string;
  readonly isStale: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** "as of 2 min ago". The exact time is in the title; a failed refresh says so beside it. */
export function Age({ fetchedAt, asOf, isStale, now }: AgeProps) {
  const title = t('panel.asOfTitle', [formatDate(asOf), formatInstant(fetchedAt)]);
  return (
    <span className="freshness">
      <time dateTime={new Date(fetchedAt).toISOString()} title={title}>
        {formatAsOf(fetchedAt, now)}
      </time>
      {isStale ? (
        <span className="badge" data-tone="caution">
          {t('panel.stale')}
        </span>
      ) : null}
    </span>
  );
}
