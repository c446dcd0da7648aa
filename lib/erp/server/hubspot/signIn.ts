import type { Logger } from 'pino';
import type { HubspotAccess, HubspotSetup } from '../../api/hubspotConnection.ts';
import type { Caller } from '../access/caller.ts';
import type { HubspotApp } from '../config.ts';
import type { OpenDatabase } from '../database/database.ts';
import { Refusal } from '../http/refusal.ts';
import { hubspotConnectionStore } from './connections.ts';
import type { Seal } from './seal.ts';
import { type HubspotGrant, hubspotTokenService } from './tokenService.ts';

/** HubSpot sign-in of each user: the half that needs the client secret. */
export interface HubspotSignIn {
  readonly setup: HubspotSetup;
  exchange(caller: Caller, code: string, redirectUri: string): Promise<HubspotAccess>;
  /** `portal` null = the one that was connected last. */
  refresh(caller: Caller, portal: string | null): Promise<HubspotAccess>;
  /** Forgets the connection and has HubSpot revoke it. */
  disconnect(caller: Caller, portal: string | null): Promise<void>;
}

interface SignInPorts {
  readonly database: OpenDatabase;
  readonly seal: Seal;
  readonly now: () => Date;
  readonly log: Logger;
}

export const hubspotSignIn = (app: HubspotApp, { database, seal, now, log }: SignInPorts): HubspotSignIn => {
  const service = hubspotTokenService(app);
  const store = hubspotConnectionStore(database, seal);

  const keep = async (caller: Caller, grant: HubspotGrant): Promise<HubspotAccess> => {
    const received = now();
    const { portalId, user } = await service.holderOf(grant.accessToken);
    await store.save(caller, { refreshToken: grant.refreshToken, portalId, hubspotUser: user }, received);
    const expiresAt = new Date(received.getTime() + grant.expiresIn * 1000).toISOString();
    return { accessToken: grant.accessToken, expiresAt, portalId, user };
  };

  return {
    setup: { clientId: app.clientId, scopes: [...app.scopes], authorizeUrl: app.authorizeUrl },
    exchange: async (caller, code, redirectUri) => keep(caller, await service.exchange(code, redirectUri)),
    async refresh(caller, portal) {
      const connection = await store.find(caller, portal);
      if (connection === null) throw new Refusal('hubspot.notConnected');
      return keep(caller, await service.refresh(connection.refreshToken));
    },
    async disconnect(caller, portal) {
      const connection = await store.find(caller, portal);
      if (connection === null) return;
      await store.remove(caller, connection.portalId, now());
      // Forgotten here either way; what HubSpot could not be told is for an administrator to see.
      await service.revoke(connection.refreshToken).catch((err: unknown) => {
        log.warn({ err, user: caller.user }, 'HubSpot did not revoke a sign-in');
      });
    },
  };
};
