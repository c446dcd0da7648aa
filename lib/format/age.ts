import { t } from '../i18n.ts';
import { displayLocale } from './locale.ts';
import { formatDecimal } from './number.ts';

const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** "2 min", "3 hr", "1 day": a span of time in its largest whole unit; null under a minute. */
const formatSpan = (ms: number, locale: string): string | null => {
  const step = STEPS.find((candidate) => ms >= candidate.ms);
  if (step === undefined) return null;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: step.unit, unitDisplay: 'short' }).format(
    Math.floor(ms / step.ms),
  );
};

/** "2 min ago", "just now". A moment in the future (a clock that was set back) counts as now. */
export const formatAge = (since: number, now: number, locale = displayLocale()): string => {
  const span = formatSpan(now - since, locale);
  return span === null ? t('format.justNow') : t('format.ago', [span]);
};

/** "as of 2 min ago", "as of now". */
export const formatAsOf = (since: number, now: number): string => {
  const span = formatSpan(now - since, displayLocale());
  return span === null ? t('panel.asOfNow') : t('panel.asOf', [t('format.ago', [span])]);
};

/** "5 days" with the catalogue's own plural. */
export const formatDays = (days: number): string => t('format.days', [formatDecimal(days)], days);

/** "0:42" or "1:05" left of a wait. */
export const formatCountdown = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
