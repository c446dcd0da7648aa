import { createI18n } from '@wxt-dev/i18n';
import type catalogue from '../public/_locales/en/messages.json';

type Dotted<Key extends string> = Key extends `${infer Head}_${infer Tail}` ? `${Head}.${Dotted<Tail>}` : Key;

/** `crm.empty.title` in code is `crm_empty_title` in the catalogue: the browser allows no dots in message names. */
export type MessageKey = Dotted<keyof typeof catalogue & string>;

const { t: lookUp } = createI18n();

// The browser looks every message up anew, which a list of amounts asks for a hundred times a second; its language stays as it is.
const plain = new Map<MessageKey, string>();
const plainText = (key: MessageKey): string => {
  const text = plain.get(key) ?? lookUp(key);
  // One that is not there (yet) is asked for again.
  if (text !== '') plain.set(key, text);
  return text;
};

/** Text from the catalogue. `substitutions` fill $1…$9; `count` picks "one | many" and fills $1. */
export const t = (key: MessageKey, substitutions?: readonly string[], count?: number): string => {
  if (count !== undefined) return lookUp(key, count, [...(substitutions ?? [String(count)])]);
  return substitutions === undefined ? plainText(key) : lookUp(key, [...substitutions]);
};
