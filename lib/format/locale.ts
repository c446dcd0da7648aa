import { t } from '../i18n.ts';

/**
 * Numbers and dates in the language of the words around them: the reader's own variety of it ("en-GB") where the browser has
 * one, else the catalogue's language. A German browser reading the English catalogue gets English dates, not a mixture.
 */
export const displayLocale = (): string => {
  const language = t('page.language');
  const own = new Intl.DateTimeFormat().resolvedOptions().locale;
  return own.split('-')[0] === language ? own : language;
};
