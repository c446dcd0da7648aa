import { createHash } from 'node:crypto';
import type { Conflict } from '../../../api/sync/link.ts';
import { canonicalJson } from '../ledger/canonical.ts';

/** Stands for a question with the values in it: another value, another word. What somebody has decided about it plays no part. */
export const seenOf = ({ decision: _, ...question }: Conflict): string =>
  createHash('sha256').update(canonicalJson(question)).digest('base64url');
