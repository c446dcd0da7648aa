import { t } from '../i18n.ts';

let own: string | undefined;

/**
 * Numbers and dates in the language of the words around them: the reader's own variety of it ("en-GB") where the browser has
 * one, else the catalogue's language. A German browser reading the English catalogue gets English dates, not a mixture.
 */
export const displayLocale = (): string => {
  const language = t('page.language');
  // Asked once: it costs more than a list of amounts, and a browser does not change its language while it runs.
  own ??= new Intl.NumberFormat().resolvedOptions().locale;
  return own.split('-')[0] === language ? own : language;
};
