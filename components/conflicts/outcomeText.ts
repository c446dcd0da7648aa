import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { ConflictItem } from '../../lib/messaging/conflictMessages.ts';

/** A decision that is the first of two has resolved nothing yet. `conflicts`: what was decided and written together. */
export const outcomeText = (conflicts: readonly Pick<ConflictItem, 'needsSecond' | 'proposed'>[]): string => {
  const noted = conflicts.filter(({ needsSecond, proposed }) => needsSecond && proposed === null).length;
  const resolved = conflicts.length - noted;
  if (noted === 0) return resolved === 1 ? t('conflict.resolved') : all('conflict.resolvedAll', resolved);
  if (resolved === 0) return noted === 1 ? t('conflict.noted') : all('conflict.notedAll', noted);
  return t('conflict.resolvedSome', [formatDecimal(resolved), formatDecimal(noted)]);
};

const all = (key: 'conflict.resolvedAll' | 'conflict.notedAll', count: number): string =>
  t(key, [formatDecimal(count)], count);
