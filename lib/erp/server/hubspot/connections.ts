import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Caller } from '../access/caller.ts';
import type { OpenDatabase, TenantTransaction } from '../database/database.ts';
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

/** What a user's row seals: each portal's sign-in, in the order of their last use. */
const sealedSignIns = z.array(
  z.object({ portalId: z.string(), refreshToken: z.string(), hubspotUser: z.string() }),
);

/** Any number of portals per user. Refresh tokens are in the clear only on their way through here. */
export const hubspotConnectionStore = (database: OpenDatabase, seal: Seal) => {
  type Row = typeof hubspotConnections.$inferSelect;

  const opened = (owner: Owner, row: Row | undefined): readonly HubspotConnection[] => {
    const text = row === undefined ? null : seal.open(row.sealedRefreshToken, purposeOf(owner));
    if (row === undefined || text === null) return [];
    const { portalId, hubspotUser } = row;
    // From before there could be several, the token itself was sealed.
    return text.startsWith('[')
      ? sealedSignIns.parse(JSON.parse(text))
      : [{ refreshToken: text, portalId, hubspotUser }];
  };

  /** Two sign-ins at once wait for each other: neither loses the other's portal. */
  const rewrite = async (
    transaction: TenantTransaction,
    owner: Owner,
    change: (known: readonly HubspotConnection[]) => readonly HubspotConnection[],
    now: Date,
  ): Promise<void> => {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${purposeOf(owner)}, 0))`);
    const [row] = await transaction.select().from(hubspotConnections).where(ofOwner(owner));
    const signIns = change(opened(owner, row));
    const latest = signIns.at(-1);
    if (latest === undefined) {
      await transaction.delete(hubspotConnections).where(ofOwner(owner));
      return;
    }
    const values = {
      portalId: latest.portalId,
      hubspotUser: latest.hubspotUser,
      sealedRefreshToken: seal.close(JSON.stringify(signIns), purposeOf(owner)),
      connectedAt: now,
    };
    const { tenant, user } = owner;
    await transaction
      .insert(hubspotConnections)
      .values({ tenant, user, ...values })
      .onConflictDoUpdate({
        target: [hubspotConnections.tenant, hubspotConnections.user],
        set: values,
      });
  };

  return {
    save: (owner: Owner, connection: HubspotConnection, now: Date): Promise<void> =>
      inTenant(database, owner.tenant, (transaction) =>
        rewrite(transaction, owner, (known) => [...without(known, connection.portalId), connection], now),
      ),

    /**
     * `portal` null = the latest one. null = not connected, or sealed with a key that is no longer there: connecting again mends both.
     */
    find: (owner: Owner, portal: string | null): Promise<HubspotConnection | null> =>
      readInTenant(database, owner.tenant, async (transaction) => {
        const [row] = await transaction.select().from(hubspotConnections).where(ofOwner(owner));
        const signIns = opened(owner, row);
        return (
          (portal === null ? signIns.at(-1) : signIns.find(({ portalId }) => portalId === portal)) ?? null
        );
      }),

    remove: (owner: Owner, portal: string, now: Date): Promise<void> =>
      inTenant(database, owner.tenant, (transaction) =>
        rewrite(transaction, owner, (known) => without(known, portal), now),
      ),
  };
};

const without = (signIns: readonly HubspotConnection[], portal: string): readonly HubspotConnection[] =>
  signIns.filter(({ portalId }) => portalId !== portal);
