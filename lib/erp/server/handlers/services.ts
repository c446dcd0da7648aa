import type { ErpSource } from '../../sources/source.ts';
import type { OpenDatabase } from '../database/database.ts';
import type { WebhookSending } from '../events/webhooks.ts';
import type { HubspotSignIn } from '../hubspot/signIn.ts';

/** What the endpoints stand on. */
export interface Services {
  readonly database: OpenDatabase;
  readonly source: ErpSource;
  readonly now: () => Date;
  /** null = not configured. */
  readonly hubspot: HubspotSignIn | null;
  /** null = no host is allowed. */
  readonly webhooks: WebhookSending | null;
}
