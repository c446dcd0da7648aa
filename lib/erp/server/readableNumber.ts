const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number that a person can read out, made of a hash in hex: 65 of its bits, always the same for the same hash. */
export const readableNumber = (prefix: string, hash: string): string => {
  let rest = BigInt(`0x${hash.slice(0, 17)}`);
  let text = '';
  for (let place = 0; place < 13; place++) {
    text = (LETTERS[Number(rest % 32n)] ?? '') + text;
    rest /= 32n;
  }
  return `${prefix}-${text}`;
};
