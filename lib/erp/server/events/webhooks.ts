import { and, asc, eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type * as z from 'zod';
import type { Webhook, webhookRequest } from '../../api/webhook.ts';
import type { TenantTransaction } from '../database/database.ts';
import { webhookDeliveries, webhooks } from '../database/schema/webhooks.ts';
import { Refusal } from '../http/refusal.ts';
import type { Seal } from '../hubspot/seal.ts';
import type { Actor } from '../sync/actor.ts';
import { databaseTime } from '../sync/clock.ts';
import { appendLedger } from '../sync/ledger/append.ts';
import { isAllowedUrl } from './allowedUrl.ts';

/** null = whoever runs the ERP API allows no host. */
export interface WebhookSending {
  readonly hosts: ReadonlySet<string>;
  readonly seal: Seal;
}

const toWebhook = (row: typeof webhooks.$inferSelect): Omit<Webhook, 'waiting' | 'failed' | 'lastError'> => ({
  id: row.id,
  url: row.url,
  events: row.events,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
});

export const listWebhooks = async (transaction: TenantTransaction, tenant: string): Promise<Webhook[]> => {
  const rows = await transaction
    .select()
    .from(webhooks)
    .where(eq(webhooks.tenant, tenant))
    .orderBy(asc(webhooks.createdAt), asc(webhooks.id));
  const states = await transaction
    .select({
      webhook: webhookDeliveries.webhook,
      waiting: sql`count(*) filter (where ${webhookDeliveries.nextAt} is not null)`.mapWith(Number),
      failed:
        sql`count(*) filter (where ${webhookDeliveries.nextAt} is null and ${webhookDeliveries.deliveredAt} is null)`.mapWith(
          Number,
        ),
      lastError: sql<
        string | null
      >`(array_agg(${webhookDeliveries.lastError} order by ${webhookDeliveries.createdAt} desc) filter (where ${webhookDeliveries.lastError} is not null))[1]`,
    })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.tenant, tenant))
    .groupBy(webhookDeliveries.webhook);
  return rows.map((row) => {
    const {
      waiting = 0,
      failed = 0,
      lastError = null,
    } = states.find(({ webhook }) => webhook === row.id) ?? {};
    return { ...toWebhook(row), waiting, failed, lastError };
  });
};

/** @throws {Refusal} webhook.hostNotAllowed */
export const createWebhook = async (
  transaction: TenantTransaction,
  actor: Actor,
  { url, secret, events }: z.output<typeof webhookRequest>,
  sending: WebhookSending | null,
): Promise<Webhook> => {
  if (sending === null || !isAllowedUrl(url, sending.hosts)) throw new Refusal('webhook.hostNotAllowed');
  const { tenant, user } = actor;
  const id = uuidv7();
  const row = {
    id,
    tenant,
    url,
    secret: sending.seal.close(secret, id),
    events,
    createdBy: user,
    createdAt: await databaseTime(transaction),
  };
  await transaction.insert(webhooks).values(row);
  await note(transaction, actor, id);
  return { ...toWebhook(row), waiting: 0, failed: 0, lastError: null };
};

/** @returns whether there was one. */
export const deleteWebhook = async (
  transaction: TenantTransaction,
  actor: Actor,
  id: string,
): Promise<boolean> => {
  const gone = await transaction
    .delete(webhooks)
    .where(and(eq(webhooks.tenant, actor.tenant), eq(webhooks.id, id)))
    .returning({ id: webhooks.id });
  if (gone.length > 0) await note(transaction, actor, id);
  return gone.length > 0;
};

const note = (transaction: TenantTransaction, actor: Actor, id: string): Promise<void> =>
  appendLedger(transaction, actor, [
    { run: null, link: null, content: { kind: 'setting', name: `webhook/${id}`, version: 1 } },
  ]);
