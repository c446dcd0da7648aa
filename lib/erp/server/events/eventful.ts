import type { Logger } from 'pino';
import type { OpenDatabase, TenantTransaction } from '../database/database.ts';
import { settled } from '../sync/transaction.ts';
import type { SyncEvent } from './event.ts';
import { enqueue } from './outbox.ts';

export type Tell = (event: SyncEvent) => void;

/**
 * A transaction in which something happens that others want to know. What is told stands or falls with it: it is put into the outbox
 * in the same transaction, and into the log once it is committed. A request that is answered from its Idempotency-Key tells nothing.
 */
export const eventful = async <T>(
  {
    database,
    tenant,
    log,
  }: { readonly database: OpenDatabase; readonly tenant: string; readonly log: Logger },
  work: (transaction: TenantTransaction, tell: Tell) => Promise<T>,
): Promise<T> => {
  let told: SyncEvent[] = [];
  const answer = await settled(database, tenant, async (transaction) => {
    // Begun anew after a lost race: the first try told nothing.
    told = [];
    const done = await work(transaction, (event) => told.push(event));
    await enqueue(transaction, tenant, told);
    return done;
  });
  for (const event of told) log.info(event, 'sync');
  return answer;
};
