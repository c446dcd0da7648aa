import { createHash } from 'node:crypto';
import type { RecordRef } from '../../../api/record.ts';
import { readableNumber } from '../../readableNumber.ts';
import { canonicalJson } from '../ledger/canonical.ts';

/** The same for everybody who ever converts this opportunity: nothing in it is new, nothing is random. */
export const orderKey = (tenant: string, { system, org, id }: RecordRef): string =>
  createHash('sha256')
    .update(canonicalJson([tenant, system, org, id, 'order']))
    .digest('hex');

/** The order's number, made of its key. */
export const orderNumber = (key: string): string => readableNumber('SO', key);
