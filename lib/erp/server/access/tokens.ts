import { and, eq, isNull, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Role, Scope } from '../../api/me.ts';
import type { OpenDatabase } from '../database/database.ts';
import { jsonRows } from '../database/jsonRows.ts';
import { tokens } from '../database/schema/tokens.ts';
import { askWithToken, inTenant } from '../database/tenant.ts';
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

const PRESENTED = {
  name: 'presented_token',
  fields: { found: jsonRows(tokens, ['hash', 'createdAt'], eq(tokens.hash, sql.placeholder('hash'))) },
};

/** null = never made. Whether it is still good is for the caller of this to say. */
export const findToken = async (database: OpenDatabase, secret: string): Promise<FoundToken | null> => {
  const hash = hashOf(secret);
  const { found } = await askWithToken(database, hash, PRESENTED, { hash });
  const [row] = found;
  if (row === undefined) return null;
  const { id, expiresAt, revokedAt, ...caller } = row;
  return {
    ...caller,
    tokenId: id,
    expiresAt: new Date(expiresAt),
    revokedAt: revokedAt === null ? null : new Date(revokedAt),
  };
};
