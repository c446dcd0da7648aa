import { and, eq, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Role, Scope } from '../../api/me.ts';
import type { OpenDatabase } from '../database/database.ts';
import { tokens } from '../database/schema/tokens.ts';
import { inTenant, withPresentedToken } from '../database/tenant.ts';
import type { Caller } from './caller.ts';
import { hashOf, newSecret } from './secret.ts';

export interface TokenRequest {
  readonly tenant: string;
  readonly user: string;
  readonly team: string | null;
  readonly role: Role;
  readonly scope: Scope;
  readonly days: number;
}

/** The only moment at which the token itself is known. */
export interface NewToken {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

const DAY = 86_400_000;

export const createToken = async (
  database: OpenDatabase,
  { days, ...request }: TokenRequest,
  now: Date,
): Promise<NewToken> => {
  const token = newSecret();
  const id = uuidv7();
  const expiresAt = new Date(now.getTime() + days * DAY);
  await inTenant(database, request.tenant, (transaction) =>
    transaction.insert(tokens).values({ ...request, id, hash: hashOf(token), createdAt: now, expiresAt }),
  );
  return { id, token, expiresAt: expiresAt.toISOString() };
};

/** Revokes all of a user's tokens, or one by its id. @returns how many were still valid. */
export const revokeTokens = async (
  database: OpenDatabase,
  tenant: string,
  which: { readonly user: string } | { readonly id: string },
  now: Date,
): Promise<number> => {
  const revoked = await inTenant(database, tenant, (transaction) =>
    transaction
      .update(tokens)
      .set({ revokedAt: now })
      .where(
        and(
          eq(tokens.tenant, tenant),
          'user' in which ? eq(tokens.user, which.user) : eq(tokens.id, which.id),
          isNull(tokens.revokedAt),
        ),
      )
      .returning({ id: tokens.id }),
  );
  return revoked.length;
};

export type FoundToken = Caller & { readonly revokedAt: Date | null };

/** null = never made. Whether it is still good is for the caller of this to say. */
export const findToken = async (database: OpenDatabase, secret: string): Promise<FoundToken | null> => {
  const hash = hashOf(secret);
  const [row] = await withPresentedToken(database, hash, (transaction) =>
    transaction
      .select({
        tokenId: tokens.id,
        tenant: tokens.tenant,
        user: tokens.user,
        team: tokens.team,
        role: tokens.role,
        scope: tokens.scope,
        expiresAt: tokens.expiresAt,
        revokedAt: tokens.revokedAt,
      })
      .from(tokens)
      .where(eq(tokens.hash, hash)),
  );
  return row ?? null;
};
