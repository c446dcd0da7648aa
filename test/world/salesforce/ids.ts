/**
 * Record ids as Salesforce gives them: 15 case-sensitive characters (3 of object prefix, 2 of instance, 1 reserved, 9 of counter) and
 * three of checksum, which make the 18-character form safe where case is lost.
 */
const INSTANCE = 'Qy';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

export const KEY_PREFIXES = {
  Account: '001',
  Contact: '003',
  User: '005',
  Opportunity: '006',
  AccountContactRelation: '07k',
  Lead: '00Q',
  Quote: '0Q0',
  Order: '801',
} as const;
export type ObjectName = keyof typeof KEY_PREFIXES;

/** Of each group of five characters, which ones are capitals: five bits, one checksum character. */
export const checksumOf = (id15: string): string =>
  [0, 5, 10]
    .map((start) => {
      const bits = [...id15.slice(start, start + 5)].reduce(
        (sum, character, index) => sum + (character >= 'A' && character <= 'Z' ? 2 ** index : 0),
        0,
      );
      return CHECKSUM.charAt(bits);
    })
    .join('');

/** The n-th id under a prefix, in 18 characters; n counts from 1. */
export const idWithPrefix = (prefix: string, n: number): string => {
  let counter = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / 62)) counter = BASE62.charAt(rest % 62) + counter;
  const id15 = `${prefix}${INSTANCE}0${counter.padStart(9, '0')}`;
  return id15 + checksumOf(id15);
};

/** The n-th id of an object, in 18 characters; n counts from 1. */
export const idOf = (object: ObjectName, n: number): string => idWithPrefix(KEY_PREFIXES[object], n);

/** The 18-character form of a 15- or 18-character id; null where it is neither, or its checksum is wrong. */
export const longId = (id: string): string | null => {
  if (/^[A-Za-z0-9]{15}$/.test(id)) return id + checksumOf(id);
  if (!/^[A-Za-z0-9]{15}[A-Z0-5]{3}$/.test(id)) return null;
  return checksumOf(id.slice(0, 15)) === id.slice(15) ? id : null;
};
