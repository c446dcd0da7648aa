/** Letters that Unicode does not take apart, as people type them without the right keyboard. */
const letters = new Map([
  ['ß', 'ss'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ı', 'i'],
]);

/**
 * Text for comparing, never for showing: lower case, full-width forms as plain ones, Latin, Greek and Cyrillic letters without
 * marks. Kana keep their voicing marks, which make them other letters.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßøłđðþæœı]/g, (letter) => letters.get(letter) ?? letter)
    .trim();

/** "Müller", "Mueller" and "Muller" are one name: both spellings of an umlaut fold to the bare vowel. */
export const foldUmlauts = (text: string): string => fold(text).replace(/([aou])e/g, '$1');
