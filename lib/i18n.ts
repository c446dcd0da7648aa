import { createI18n } from '@wxt-dev/i18n';
import type catalogue from '../public/_locales/en/messages.json';

type Dotted<Key extends string> = Key extends `${infer Head}_${infer Tail}` ? `${Head}.${Dotted<Tail>}` : Key;

/** `crm.empty.title` in code is `crm_empty_title` in the catalogue: the browser allows no dots in message names. */
export type MessageKey = Dotted<keyof typeof catalogue & string>;

const { t: lookUp } = createI18n();

/** Text from the catalogue. `substitutions` fill $1…$9; `count` picks "one | many" and fills $1. */
export const t = (key: MessageKey, substitutions?: readonly string[], count?: number): string => {
  if (count !== undefined) return lookUp(key, count, [...(substitutions ?? [String(count)])]);
  return substitutions === undefined ? lookUp(key) : lookUp(key, [...substitutions]);
};
