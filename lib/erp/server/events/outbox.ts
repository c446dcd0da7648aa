import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { TenantTransaction } from '../database/database.ts';
import { webhookDeliveries, webhooks } from '../database/schema/webhooks.ts';
import type { SyncEvent } from './event.ts';

/** Puts events into the outbox of every webhook that wants them. */
export const enqueue = async (
  transaction: TenantTransaction,
  tenant: string,
  events: readonly SyncEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  const wanted = await transaction
    .select({ id: webhooks.id, events: webhooks.events })
    .from(webhooks)
    .where(eq(webhooks.tenant, tenant));
  const deliveries = wanted.flatMap(({ id: webhook, events: only }) =>
    events
      .filter(({ event }) => only === null || only.includes(event))
      .map((event) => ({
        id: uuidv7(),
        tenant,
        webhook,
        event,
        nextAt: sql`clock_timestamp()`,
        createdAt: sql`clock_timestamp()`,
      })),
  );
  for (let from = 0; from < deliveries.length; from += CHUNK)
    await transaction.insert(webhookDeliveries).values(deliveries.slice(from, from + CHUNK));
};

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const CHUNK = 5000;
