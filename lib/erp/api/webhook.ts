import * as z from 'zod';
import { instant } from './primitives.ts';

/** What happened to the sync, for logs and for other systems. */
const eventName = z
  .enum([
    'CRM.SyncStarted',
    'CRM.SyncCompleted',
    'CRM.ConflictDetected',
    'CRM.ConflictResolved',
    'CRM.OpportunityConverted',
    'CRM.SyncBraked',
    'CRM.SyncApproved',
    'CRM.SyncPaused',
    'CRM.SyncResumed',
  ])
  .meta({ id: 'EventName' });
export type EventName = z.infer<typeof eventName>;

export const webhookRequest = z
  .strictObject({
    url: z
      .url({
        protocol: /^https?$/,
        error: 'A whole address is needed, such as https://hooks.example.com/sync.',
      })
      .max(2000),
    /** Signs what is sent; never shown again. */
    secret: z.string().min(16).max(200),
    /** null = all. */
    events: z.array(eventName).min(1).nullable().default(null),
  })
  .meta({ id: 'WebhookRequest' });

export const webhook = z
  .object({
    id: z.uuid(),
    url: z.string(),
    events: z.array(eventName).nullable(),
    createdBy: z.string(),
    createdAt: instant,
    /** Deliveries that are still tried. */
    waiting: z.int().nonnegative(),
    /** Those that were tried for the last time in vain, of the last 90 days. */
    failed: z.int().nonnegative(),
    /** Why the newest of both did not arrive; null = there is none. */
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof webhook>;

export const webhookList = z.object({ webhooks: z.array(webhook) }).meta({ id: 'WebhookList' });
