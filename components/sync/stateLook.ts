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

type Holding = Pick<SyncStatus, 'hold' | 'connections'>;

/** Whether nothing at all is synced just now: what holds a single org lets the others go on, and a stopped run its like. */
export const isHeld = ({ hold, connections }: Holding): boolean => {
  if (hold === null || hold.reason === 'brake') return false;
  if (hold.system === null || hold.system === 'erp') return true;
  return connections.every(({ state }) => state !== 'connected');
};

/** Whether a run of this person waits to be let go on. What another's waits for stands on the page, and changes nothing here. */
export const needsApproval = ({ brake }: Pick<SyncStatus, 'brake'>): boolean => brake?.user === null;

/**
 * A hold that stops everything says more than how the last sync ended, and so does a run that waits for a yes. One that stops a single
 * org is what made the sync a partial one where no record failed and none is contested.
 */
export const stateLook = (status: Pick<SyncStatus, 'state' | 'brake' | 'last'> & Holding): Look => {
  const { state, hold } = status;
  const [tone, key] =
    state === 'syncing'
      ? STATES.syncing
      : hold !== null && isHeld(status)
        ? HOLDS[hold.reason]
        : needsApproval(status)
          ? HOLDS.brake
          : hold !== null && hold.reason !== 'brake' && isPartlyOfHold(status)
            ? HOLDS[hold.reason]
            : STATES[state];
  return { tone, text: t(key) };
};

const isPartlyOfHold = ({ state, last }: Pick<SyncStatus, 'state' | 'last'>): boolean =>
  state === 'partial' && last?.counts.conflict === 0 && last.counts.failed === 0;

/** Passes by itself, or is settled by the very sync that would find it gone. */
const MAY_BE_TRIED: ReadonlySet<HoldReason> = new Set<HoldReason>(['offline', 'storage']);

/** Spec §5: no sync with expired credentials or an exhausted limit; spec §7: what the role forbids is hidden. */
export const mayStart = (status: Pick<SyncStatus, 'mayStart'> & Holding): boolean => {
  if (status.mayStart === false) return false;
  return status.hold === null || !isHeld(status) || MAY_BE_TRIED.has(status.hold.reason);
};
