import { and, eq } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import type { OpenDatabase } from '../database/database.ts';
import { hubspotConnections } from '../database/schema/hubspotConnections.ts';
import { inTenant, readInTenant } from '../database/tenant.ts';
import type { Seal } from './seal.ts';

export interface HubspotConnection {
  readonly refreshToken: string;
  readonly portalId: string;
  readonly hubspotUser: string;
}

type Owner = Pick<Caller, 'tenant' | 'user'>;

const purposeOf = ({ tenant, user }: Owner) => JSON.stringify(['hubspot', tenant, user]);
const ofOwner = ({ tenant, user }: Owner) =>
  and(eq(hubspotConnections.tenant, tenant), eq(hubspotConnections.user, user));

/** One connection per user. A refresh token is in the clear only on its way through here. */
export const hubspotConnectionStore = (database: OpenDatabase, seal: Seal) => ({
  save: ({ tenant, user }: Owner, connection: HubspotConnection, now: Date): Promise<void> =>
    inTenant(database, tenant, async (transaction) => {
      const { refreshToken, ...rest } = connection;
      const values = {
        ...rest,
        sealedRefreshToken: seal.close(refreshToken, purposeOf({ tenant, user })),
        connectedAt: now,
      };
      await transaction
        .insert(hubspotConnections)
        .values({ tenant, user, ...values })
        .onConflictDoUpdate({
          target: [hubspotConnections.tenant, hubspotConnections.user],
          set: values,
        });
    }),

  /** null = not connected, or sealed with a key that is no longer there: connecting again mends both. */
  find: (owner: Owner): Promise<HubspotConnection | null> =>
    readInTenant(database, owner.tenant, async (transaction) => {
      const [row] = await transaction.select().from(hubspotConnections).where(ofOwner(owner));
      const refreshToken = row === undefined ? null : seal.open(row.sealedRefreshToken, purposeOf(owner));
      if (row === undefined || refreshToken === null) return null;
      return { refreshToken, portalId: row.portalId, hubspotUser: row.hubspotUser };
    }),

  remove: (owner: Owner): Promise<void> =>
    inTenant(database, owner.tenant, async (transaction) => {
      await transaction.delete(hubspotConnections).where(ofOwner(owner));
    }),
});
