import type { SyncConfig } from '../../erp/api/config.ts';
import type { Me } from '../../erp/api/me.ts';
import { type Failure, FailureError } from '../../failure.ts';
import type { SyncHold } from '../../messaging/syncMessages.ts';
import type { ErpSession } from '../erpSession.ts';
import type { Policy } from '../policy.ts';
import { readTrouble } from '../trouble.ts';
import type { ConnectedCrm } from './connectedCrm.ts';

/** What a sync may do now. */
export interface Allowed {
  readonly me: Me;
  readonly config: SyncConfig;
  /** Epoch ms since when won opportunities become orders by themselves; null = they do not. */
  readonly autoOrderSince: number | null;
  /** CRMs that may be called; never none. */
  readonly crms: readonly ConnectedCrm[];
  /** Why the other connected CRMs are let alone. */
  readonly held: readonly SyncHold[];
}
export type Guarded =
  | ({ readonly kind: 'allowed' } & Allowed)
  | { readonly kind: 'held'; readonly hold: SyncHold; readonly config: SyncConfig | null };

interface GuardParts {
  readonly policy: () => Promise<Policy>;
  readonly erp: Pick<ErpSession, 'use' | 'me'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
  readonly now: () => number;
}

/**
 * The guard rails of spec §5: no sync against the browser's policy, without a role for it, while the company has it off or paused,
 * with expired credentials or with an exhausted limit. Asks the ERP API for the settings as they hold at this moment.
 */
export const guard =
  ({ policy, erp, crms, now }: GuardParts) =>
  async (): Promise<Guarded> => {
    if ((await policy()).disabled) return held({ reason: 'policy', system: null, org: null, until: null });
    const connected = await crms();
    if (connected.length === 0) return held({ reason: 'notConnected', system: null, org: null, until: null });
    const { signal } = new AbortController();
    try {
      const me = await erp.me(signal);
      if (!me.capabilities.includes('manualSync'))
        return held({ reason: 'role', system: 'erp', org: null, until: null });
      const [{ config, autoOrderSince }, { paused }] = await Promise.all([
        erp.use((client) => client.sync.config(signal)),
        erp.use((client) => client.sync.status({ link: null, limit: 1 }, signal)),
      ]);
      // Paused by a person, or by itself after what it saw: for a salesperson that is the same.
      if (paused !== null)
        return held(
          { reason: paused === 'off' ? 'off' : 'paused', system: null, org: null, until: null },
          config,
        );
      const holds = await Promise.all(connected.map((crm) => holdOfCrm(crm, now())));
      const free = connected.filter((_, index) => holds[index] === null);
      const other = holds.filter((hold) => hold !== null);
      const [first] = other;
      if (free.length === 0 && first !== undefined) return held(first, config);
      const since = autoOrderSince === null ? null : Date.parse(autoOrderSince);
      return { kind: 'allowed', me, config, autoOrderSince: since, crms: free, held: other };
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return held(holdOf(error.failure, now()));
    }
  };

const held = (hold: SyncHold, config: SyncConfig | null = null): Guarded => ({ kind: 'held', hold, config });

const holdOfCrm = async ({ system, org, limits }: ConnectedCrm, now: number): Promise<SyncHold | null> => {
  if ((await readTrouble(`${system} ${org}`))?.code === 'crm.authExpired')
    return { reason: 'authExpired', system, org, until: null };
  const { pausedUntil } = await limits();
  return pausedUntil === null || pausedUntil <= now
    ? null
    : { reason: 'rateLimited', system, org, until: pausedUntil };
};

/** What a failure of the ERP API, or of the device, means for every sync. */
const holdOf = ({ code, retryAfterMs }: Failure, now: number): SyncHold => {
  const until = retryAfterMs === undefined ? null : now + retryAfterMs;
  switch (code) {
    case 'erp.notConnected':
      return { reason: 'notConnected', system: 'erp', org: null, until: null };
    case 'erp.authExpired':
      return { reason: 'authExpired', system: 'erp', org: null, until: null };
    case 'erp.forbidden':
      return { reason: 'role', system: 'erp', org: null, until: null };
    case 'erp.rateLimited':
      return { reason: 'rateLimited', system: 'erp', org: null, until };
    case 'storage':
      return { reason: 'storage', system: null, org: null, until: null };
    default:
      return { reason: 'offline', system: code === 'offline' ? null : 'erp', org: null, until };
  }
};
