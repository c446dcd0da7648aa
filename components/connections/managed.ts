import { t } from '../../lib/i18n.ts';
import type { Connections } from '../../lib/messaging/protocol.ts';

/** What company policy can take out of a person's hands on these cards, as the worker names it. */
export type ManagedKey = 'erp.address' | 'salesforce.host' | 'salesforce.consumerKey' | 'hubspot.serviceKey';

/** Why a setting cannot be edited here, or undefined where it can. */
export const lockedBy = (managed: Connections['managed'], key: ManagedKey): string | undefined =>
  managed.includes(key) ? t('connections.locked') : undefined;
