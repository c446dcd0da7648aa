const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 18-character form of a record id, or null for anything that is not an id. The three characters that tell `a` from `A`
 * for readers that ignore case each stand for five characters: bit n set = the nth of the five is upper case.
 * An 18-character id whose last three do not fit is refused: a changed case would name another record.
 */
export const recordId18 = (id: string): string | null => {
  if (!/^[A-Za-z0-9]{15}([A-Z0-5]{3})?$/.test(id)) return null;
  const id15 = id.slice(0, 15);
  const id18 = id15 + [0, 5, 10].map((start) => checkCharacter(id15.slice(start, start + 5))).join('');
  return id.length === 15 || id === id18 ? id18 : null;
};

const checkCharacter = (five: string): string =>
  ALPHABET.charAt([...five].reduce((bits, char, n) => bits | (/[A-Z]/.test(char) ? 1 << n : 0), 0));
