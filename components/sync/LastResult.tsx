import type { Failure } from '../../lib/failure.ts';
import { formatAge } from '../../lib/format/age.ts';
import { formatInstant } from '../../lib/format/date.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { FinishedSync } from '../../lib/messaging/syncMessages.ts';
import { durationText } from '../ui/duration.ts';
import { failureText } from '../ui/failure.ts';
import { failureDetail } from '../ui/failureDetail.ts';
import styles from './LastResult.module.css';

const COUNTS = [
  { name: 'created', tone: null },
  { name: 'updated', tone: null },
  { name: 'unchanged', tone: null },
  { name: 'conflict', tone: 'caution' },
  { name: 'failed', tone: 'bad' },
] as const;

interface LastResultProps {
  readonly last: FinishedSync;
  readonly now: number;
  /** Epoch ms of the next sync by itself; null = there is none, or something else says when. */
  readonly nextAt: number | null;
  /** Who takes part in it, where not all do; null = all. */
  readonly nextOf: string | null;
  /** What kept it from its end is still so, and said above. */
  readonly isToldOf: boolean;
}

/** How the last sync of this browser ended, record by record in numbers, and how old that is. */
export function LastResult({ last, now, nextAt, nextOf, isToldOf }: LastResultProps) {
  const detail = last.failure === null ? null : failureDetail(last.failure);
  return (
    <div className={styles.result}>
      <p className={styles.when}>
        <time
          dateTime={new Date(last.finishedAt).toISOString()}
          title={`${formatInstant(last.finishedAt)} · ${t('sync.id', [last.id])}`}
        >
          {t(last.result === 'cancelled' ? 'sync.last.cancelled' : 'sync.last.when', [
            formatAge(last.finishedAt, now),
            durationText(Math.max(1, last.durationMs / 1000)),
          ])}
        </time>
        <span>{nextText(last, nextAt, nextOf, now)}</span>
      </p>
      {last.failure === null || isToldOf ? null : (
        <p className={styles.failure}>
          {whoseText(last.failure)}
          {detail === null ? null : ` ${detail}`}
        </p>
      )}
      {/* A sync that failed before it counted anything knows of no number, and none of them is zero. */}
      {last.failure !== null && COUNTS.every(({ name }) => last.counts[name] === 0) ? null : (
        <dl className={styles.counts}>
          {COUNTS.map(({ name, tone }) => (
            <div
              key={name}
              data-tone={last.counts[name] > 0 ? tone : undefined}
              data-zero={last.counts[name] === 0}
            >
              <dt>{t(`sync.count.${name}`)}</dt>
              <dd>{formatDecimal(last.counts[name])}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** "Something went wrong" is the same sentence on every side: here it is told of which. */
const whoseText = (failure: Failure): string => {
  const text = failureText(failure);
  switch (failure.code) {
    case 'erp.server':
      return t('sync.hold.of', [t('connections.erp.name'), text]);
    case 'crm.server':
      return t('sync.hold.of', [t('sync.side.crm'), text]);
    default:
      return text;
  }
};

const nextText = (last: FinishedSync, nextAt: number | null, nextOf: string | null, now: number): string => {
  if (nextAt === null) return '';
  const time = durationText(Math.max(1, (nextAt - now) / 1000));
  const isRetry = last.result === 'failed';
  return nextOf === null
    ? t(isRetry ? 'sync.retryIn' : 'sync.nextIn', [time])
    : t(isRetry ? 'sync.retryInOf' : 'sync.nextInOf', [nextOf, time]);
};
