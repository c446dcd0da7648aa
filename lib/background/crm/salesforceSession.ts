import * as z from 'zod';
import { refreshSalesforce, type SalesforceTokens } from '../../crm/salesforce/auth.ts';
import type { CrmSession } from '../../crm/session.ts';
import { FailureError } from '../../failure.ts';
import type { Call } from '../../http/call.ts';
import type { Vault } from '../../vault/vault.ts';
import { oneAtATime } from '../oneAtATime.ts';
import type { OrgConnection } from '../orgStore.ts';

const accessSchema = z.object({ accessToken: z.string() });

/** The new refresh token first: with rotation on, the old one is spent, and losing the new one means signing in again. */
export const keepSalesforceTokens = async (
  vault: Vault,
  { accessToken, refreshToken, instanceUrl }: SalesforceTokens,
): Promise<void> => {
  const org = new URL(instanceUrl).hostname;
  if (refreshToken !== null) await vault.lasting.write(`salesforce.refreshToken ${org}`, refreshToken);
  await vault.session.write(`salesforce.access ${org}`, { accessToken });
};

interface Parts {
  readonly vault: Vault;
  readonly call: Call;
  readonly connection: OrgConnection<'salesforce'>;
  /** Whether the person is still connected: a sign-out must not be undone by a refresh that was under way. */
  readonly isCurrent: () => Promise<boolean>;
}

/**
 * Access tokens of one org. Asked to renew several at once it refreshes once: a rotated refresh token works a single time.
 * `crm.authExpired` where there is nothing left to refresh with.
 */
export const salesforceSession = ({ vault, call, connection, isCurrent }: Parts): CrmSession => {
  const { host: org, consumerKey } = connection;
  const stored = async (): Promise<string | null> => {
    const access = accessSchema.safeParse(await vault.session.read(`salesforce.access ${org}`)).data;
    return access?.accessToken ?? null;
  };
  const refresh = oneAtATime(async () => {
    const refreshToken = await vault.lasting.read(`salesforce.refreshToken ${org}`);
    if (refreshToken === null) throw new FailureError({ code: 'crm.authExpired' });
    // Not the asker's signal: whoever leaves must not lose the rotated token for everybody else.
    const { signal } = new AbortController();
    const tokens = await refreshSalesforce({ org, consumerKey, signal, call }, refreshToken);
    if (!(await isCurrent())) throw new FailureError({ code: 'crm.notConnected' });
    await keepSalesforceTokens(vault, tokens);
    return tokens.accessToken;
  });
  return {
    accessToken: async () => (await stored()) ?? refresh(),
    renew: async (stale) => {
      const known = await stored();
      return known !== null && known !== stale ? known : refresh();
    },
  };
};
