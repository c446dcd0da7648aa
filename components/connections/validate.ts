import { type MessageKey, t } from '../../lib/i18n.ts';
import type { Reading } from './reading.ts';

/** A reader as react-hook-form wants it: true, or the sentence that says what is wrong. */
export const readable =
  (read: (typed: string) => Reading) =>
  (typed: string): true | string => {
    const reading = read(typed);
    return reading.ok || t(reading.reason);
  };

export const filled =
  (reason: MessageKey) =>
  (typed: string): true | string =>
    typed.trim() !== '' || t(reason);

/** The value of a field that `readable` has let through. */
export const valueRead = (read: (typed: string) => Reading, typed: string): string => {
  const reading = read(typed);
  return reading.ok ? reading.value : typed;
};
