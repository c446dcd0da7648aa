import { createHash } from 'node:crypto';
import type { ledger } from '../../database/schema/ledger.ts';
import { canonicalJson } from './canonical.ts';

export type LedgerRow = typeof ledger.$inferSelect;

/** What the first entry of a chain follows. */
export const GENESIS = '0'.repeat(64);

/** SHA-256, hex, over the canonical JSON of everything in the entry, the hash before it included. */
export const entryHash = ({
  tenant,
  writer,
  seq,
  at,
  run,
  link,
  content,
  previous,
}: Omit<LedgerRow, 'hash'>): string =>
  createHash('sha256')
    .update(canonicalJson({ tenant, writer, seq, at: at.toISOString(), run, link, content, previous }))
    .digest('hex');
