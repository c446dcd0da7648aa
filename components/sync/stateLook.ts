import { type MessageKey, t } from '../../lib/i18n.ts';
import type { HoldReason, SyncState, SyncStatus } from '../../lib/messaging/syncMessages.ts';
import type { Tone } from '../ui/Badge.tsx';

interface Look {
  readonly tone: Tone;
  readonly text: string;
}
type Entry = readonly [tone: Tone, key: MessageKey];

/** Spec §5 and §7. */
const STATES: Readonly<Record<SyncState, Entry>> = {
  idle: ['neutral', 'sync.state.idle'],
  syncing: ['info', 'sync.state.syncing'],
  success: ['good', 'sync.state.success'],
  partial: ['caution', 'sync.state.partial'],
  failed: ['bad', 'sync.state.failed'],
  conflict: ['caution', 'sync.state.conflict'],
};

const HOLDS: Readonly<Record<HoldReason, Entry>> = {
  notConnected: ['bad', 'crm.status.disconnected'],
  authExpired: ['bad', 'crm.status.disconnected'],
  policy: ['neutral', 'sync.state.off'],
  off: ['neutral', 'sync.state.off'],
  paused: ['caution', 'sync.state.paused'],
  role: ['neutral', 'crm.status.restricted'],
  rateLimited: ['caution', 'crm.status.rateLimited'],
  offline: ['caution', 'sync.state.offline'],
  storage: ['bad', 'sync.state.failed'],
  brake: ['caution', 'sync.state.brake'],
};

/** Whether nothing at all is synced just now; what holds a single CRM lets the other go on. */
export const isHeld = ({ hold }: Pick<SyncStatus, 'hold'>): boolean =>
  hold !== null && (hold.system === null || hold.system === 'erp');

/** A hold that stops everything says more than how the last sync ended; one of a single CRM does not. */
export const stateLook = ({ state, hold }: Pick<SyncStatus, 'state' | 'hold'>): Look => {
  const [tone, key] =
    hold !== null && isHeld({ hold }) && state !== 'syncing' ? HOLDS[hold.reason] : STATES[state];
  return { tone, text: t(key) };
};

/** Passes by itself, or is settled by the very sync that would find it gone. */
const MAY_BE_TRIED: ReadonlySet<HoldReason> = new Set<HoldReason>(['offline', 'storage', 'brake']);

/** Spec §5: no sync with expired credentials or an exhausted limit; spec §7: what the role forbids is hidden. */
export const mayStart = ({ hold, mayStart: allowed }: Pick<SyncStatus, 'hold' | 'mayStart'>): boolean => {
  if (allowed === false) return false;
  return hold === null || !isHeld({ hold }) || MAY_BE_TRIED.has(hold.reason);
};
