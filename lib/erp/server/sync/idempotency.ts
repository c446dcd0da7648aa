import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../database/database.ts';
import { idempotencyKeys } from '../database/schema/idempotencyKeys.ts';
import { Refusal } from '../http/refusal.ts';
import type { Actor } from './actor.ts';
import { canonicalJson } from './ledger/canonical.ts';

interface Request {
  /** As the header says; undefined = it was not sent. */
  readonly key: string | undefined;
  readonly endpoint: string;
  readonly body: unknown;
}

/**
 * Does something once per key. The key is taken first, and the answer stored, in the transaction that does it: whoever sends the
 * same at the same time waits for the first, and is answered as the first was. What is refused was not done, and takes no key.
 * @throws {Refusal} idempotency.missing, idempotency.reused
 */
export const once = async <T>(
  transaction: TenantTransaction,
  { tenant, user }: Pick<Actor, 'tenant' | 'user'>,
  { key, endpoint, body }: Request,
  work: () => Promise<T>,
): Promise<T> => {
  if (key === undefined || key.trim() === '') throw new Refusal('idempotency.missing');
  const request = createHash('sha256').update(canonicalJson({ endpoint, body })).digest('hex');
  const own = and(
    eq(idempotencyKeys.tenant, tenant),
    eq(idempotencyKeys.user, user),
    eq(idempotencyKeys.key, key),
  );
  const taken = await transaction
    .insert(idempotencyKeys)
    .values({ tenant, user, key, request, createdAt: sql`clock_timestamp()` })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (taken.length === 0) {
    const [known] = await transaction.select().from(idempotencyKeys).where(own);
    if (known === undefined) throw new Error('An Idempotency-Key was neither free nor taken.');
    if (known.request !== request) throw new Refusal('idempotency.reused');
    return known.answer as T;
  }
  const answer = await work();
  await transaction.update(idempotencyKeys).set({ answer }).where(own);
  return answer;
};
