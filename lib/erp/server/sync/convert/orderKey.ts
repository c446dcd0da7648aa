import { createHash } from 'node:crypto';
import type { RecordRef } from '../../../api/record.ts';
import { canonicalJson } from '../ledger/canonical.ts';

/** The same for everybody who ever converts this opportunity: nothing in it is new, nothing is random. */
export const orderKey = (tenant: string, { system, org, id }: RecordRef): string =>
  createHash('sha256')
    .update(canonicalJson([tenant, system, org, id, 'order']))
    .digest('hex');

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number that a person can read out, made of the key: 65 of its bits. */
export const orderNumber = (key: string): string => {
  let rest = BigInt(`0x${key.slice(0, 17)}`);
  let text = '';
  for (let place = 0; place < 13; place++) {
    text = (LETTERS[Number(rest % 32n)] ?? '') + text;
    rest /= 32n;
  }
  return `SO-${text}`;
};
