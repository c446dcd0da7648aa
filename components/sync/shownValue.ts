import type { Stored } from '../../lib/erp/api/sync/values.ts';
import { formatDate, formatInstant } from '../../lib/format/date.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { ShownAs } from '../../lib/messaging/syncMessages.ts';

const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A value as a person reads it. What does not fit its type is shown as it is stored: a wrong value is often the very thing that the
 * person has to see.
 */
export const shownValue = (stored: Stored, as: ShownAs | null): string => {
  if (stored.kind === 'blank') return t('sync.value.blank');
  const { value } = stored;
  if (typeof value === 'boolean') return t(value ? 'sync.value.yes' : 'sync.value.no');
  if (typeof value === 'number') return shownNumber(value, as);
  if (as?.type === 'date' && CALENDAR_DATE.test(value) && isMoment(value)) return formatDate(value);
  if (as?.type === 'dateTime' && isMoment(value)) return formatInstant(Date.parse(value));
  return value;
};

const isMoment = (text: string): boolean => !Number.isNaN(Date.parse(text));

/** An amount without its currency is a bare count of minor units, and must not pass for money. */
const shownNumber = (value: number, as: ShownAs | null): string => {
  if (as?.type !== 'amount') return formatDecimal(value);
  return as.currency === null
    ? t('sync.value.minorUnits', [formatDecimal(value)])
    : formatMoney({ amount: value, currency: as.currency });
};
