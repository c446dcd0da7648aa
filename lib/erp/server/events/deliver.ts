/*
 * Sends what lies in the outbox.
 *
 *   due ──► claimed (the next try is set first, so that a server that dies loses none) ──► POST ──► 2xx: done
 *                                                                                     └──► else: the next try stands
 *
 * At least once, in no promised order: a delivery carries its id, by which a receiver knows it again.
 */
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { OpenDatabase, TenantTransaction } from '../database/database.ts';
import { webhookDeliveries, webhooks } from '../database/schema/webhooks.ts';
import type { Seal } from '../hubspot/seal.ts';
import { isAllowedUrl } from './allowedUrl.ts';
import { signatureOf } from './signature.ts';

export interface DeliveryPorts {
  readonly database: OpenDatabase;
  readonly seal: Seal;
  readonly hosts: ReadonlySet<string>;
  readonly log: Logger;
  readonly now: () => Date;
}

const AT_ONCE = 20;
const TIMEOUT = 10_000;
/** 10 s, 40 s, 3 min, 11 min, then every hour: about a day in all. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 3600;
const ATTEMPTS = 28;

const pauseAfter = (attempt: number): number => Math.min(FIRST_PAUSE * 4 ** (attempt - 1), LONGEST_PAUSE);

const asJob = <T>(
  { database }: DeliveryPorts,
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> =>
  database.write(async (transaction) => {
    await transaction.execute(
      sql`select set_config('app.tenant', '', true), set_config('app.job', 'webhooks', true)`,
    );
    const { tenantRole } = database;
    if (tenantRole !== null) await transaction.execute(sql`select set_config('role', ${tenantRole}, true)`);
    return work(transaction);
  });

type Claimed = typeof webhookDeliveries.$inferSelect & { readonly url: string; readonly sealed: string };

const claim = (ports: DeliveryPorts): Promise<readonly Claimed[]> =>
  asJob(ports, async (transaction) => {
    const due = await transaction
      .select({ delivery: webhookDeliveries, url: webhooks.url, sealed: webhooks.secret })
      .from(webhookDeliveries)
      .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhook))
      .where(lte(webhookDeliveries.nextAt, sql`clock_timestamp()`))
      .orderBy(asc(webhookDeliveries.nextAt))
      .limit(AT_ONCE)
      .for('update', { of: webhookDeliveries, skipLocked: true });
    for (const { delivery } of due) {
      const attempts = delivery.attempts + 1;
      const nextAt =
        attempts >= ATTEMPTS ? null : sql`clock_timestamp() + ${pauseAfter(attempts)} * interval '1 second'`;
      await transaction
        .update(webhookDeliveries)
        .set({ attempts, nextAt })
        .where(eq(webhookDeliveries.id, delivery.id));
    }
    return due.map(({ delivery, url, sealed }) => ({ ...delivery, url, sealed }));
  });

/** null = it arrived; else why not, for an administrator. */
const send = async ({ seal, hosts, now }: DeliveryPorts, claimed: Claimed): Promise<string | null> => {
  const { id, webhook, url, sealed, event, createdAt } = claimed;
  if (!isAllowedUrl(url, hosts)) return 'This host is not allowed any more.';
  const secret = seal.open(sealed, webhook);
  if (secret === null) return 'The secret cannot be opened with the key of this server.';
  const body = JSON.stringify({ id, at: createdAt.toISOString(), ...event });
  try {
    const answer = await fetch(url, {
      method: 'POST',
      // Leads nowhere that nobody has allowed.
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        'X-Ledgerside-Event': event.event,
        'X-Ledgerside-Delivery': id,
        'X-Ledgerside-Signature': signatureOf(secret, Math.floor(now().getTime() / 1000), body),
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `Answered with status ${answer.status}.`;
  } catch (error) {
    const cause = error instanceof Error && error.name === 'TimeoutError' ? 'No answer in time.' : null;
    return cause ?? 'Could not be reached.';
  }
};

/** One round. @returns how many were tried. */
export const deliverDue = async (ports: DeliveryPorts): Promise<number> => {
  const claimed = await claim(ports);
  // All at once: behind a receiver that does not answer, the others would become due again before they were sent.
  const outcomes = await Promise.all(claimed.map(async (each) => ({ each, error: await send(ports, each) })));
  const arrived = outcomes.filter(({ error }) => error === null).map(({ each }) => each.id);
  for (const { each, error } of outcomes) {
    if (error === null) continue;
    const { id, webhook, tenant, attempts, event } = each;
    const sync_id = 'sync_id' in event ? event.sync_id : null;
    ports.log.warn({ webhook, tenant, attempts, delivery: id, sync_id, error }, 'webhook not delivered');
    await asJob(ports, (transaction) =>
      transaction.update(webhookDeliveries).set({ lastError: error }).where(eq(webhookDeliveries.id, id)),
    );
  }
  if (arrived.length > 0) {
    await asJob(ports, (transaction) =>
      transaction
        .update(webhookDeliveries)
        .set({ nextAt: null, lastError: null, deliveredAt: sql`clock_timestamp()` })
        .where(and(inArray(webhookDeliveries.id, arrived))),
    );
  }
  return claimed.length;
};

const ROUND = 2000;

/** Round after round until it is ended. @returns what ends it. */
export const keepDelivering = (ports: DeliveryPorts): (() => Promise<void>) => {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const round = () => {
    if (isBusy) return;
    isBusy = true;
    running = deliverDue(ports)
      .then(
        () => undefined,
        // The database may be away for a while; the next round comes.
        (error: unknown) => ports.log.warn({ err: error }, 'webhooks could not be delivered'),
      )
      .finally(() => {
        isBusy = false;
      });
  };
  const timer = setInterval(round, ROUND);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
