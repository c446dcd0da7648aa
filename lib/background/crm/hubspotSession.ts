import * as z from 'zod';
import type { CrmSession } from '../../crm/session.ts';
import type { HubspotAccess } from '../../erp/api/hubspotConnection.ts';
import { FailureError } from '../../failure.ts';
import type { Vault } from '../../vault/vault.ts';
import type { ErpSession } from '../erpSession.ts';
import { oneAtATime } from '../oneAtATime.ts';

const accessSchema = z.object({ accessToken: z.string(), expiresAt: z.number() });

/** A token that ends within this time is not begun with. */
const MARGIN_MS = 60_000;

export const keepHubspotAccess = (vault: Vault, access: HubspotAccess): Promise<void> =>
  vault.session.write(`hubspot.access ${access.portalId}`, {
    accessToken: access.accessToken,
    expiresAt: Date.parse(access.expiresAt),
  });

interface Parts {
  readonly vault: Vault;
  readonly erp: Pick<ErpSession, 'use'>;
  readonly portalId: string;
  readonly now: () => number;
}

/** Tokens of 30 minutes from the ERP API, which alone holds the refresh token. */
export const hubspotOAuthSession = ({ vault, erp, portalId, now }: Parts): CrmSession => {
  const stored = async (): Promise<string | null> => {
    const access = accessSchema.safeParse(await vault.session.read(`hubspot.access ${portalId}`)).data;
    return access !== undefined && access.expiresAt - MARGIN_MS > now() ? access.accessToken : null;
  };
  const fetchToken = oneAtATime(async () => {
    const access = await newAccess(erp, portalId);
    if (access.portalId !== portalId) throw new FailureError({ code: 'crm.authExpired' });
    await keepHubspotAccess(vault, access);
    return access.accessToken;
  });
  return {
    accessToken: async () => (await stored()) ?? fetchToken(),
    renew: async (stale) => {
      const known = await stored();
      return known !== null && known !== stale ? known : fetchToken();
    },
  };
};

// The ERP API answers 404 or 409 where HubSpot has ended the connection or it never was: the way on is to connect again.
const newAccess = async (erp: Pick<ErpSession, 'use'>, portalId: string): Promise<HubspotAccess> => {
  try {
    return await erp.use((client) => client.hubspotToken(portalId, new AbortController().signal));
  } catch (error) {
    if (error instanceof FailureError && ['erp.notFound', 'erp.conflict'].includes(error.failure.code))
      throw new FailureError({ code: 'crm.authExpired' }, { cause: error });
    throw error;
  }
};

/** A Service Key neither expires by itself nor can be renewed: one that is refused has been revoked. */
export const fixedSession = (read: () => Promise<string | null>): CrmSession => ({
  accessToken: async () => {
    const token = await read();
    if (token === null) throw new FailureError({ code: 'crm.authExpired' });
    return token;
  },
  renew: () => Promise.reject(new FailureError({ code: 'crm.authExpired' })),
});
