import { notFound } from '../errors.ts';
import type { Portal } from '../model/portal.ts';
import { ACCESS_TOKEN_SECONDS, type Grant, OAuthError } from '../tokens.ts';
import type { ApiApp, ApiContext, ApiServices } from './context.ts';

/** Scope `oauth`, which every token has. */
export function accountRoutes(app: ApiApp): void {
  for (const version of ['2026-09', 'v3']) {
    app.get(`/account-info/${version}/details`, (context) =>
      context.json(details(context.get('access').portal)),
    );
  }
}

function details(portal: Portal) {
  const { host, portalId, timeZone = 'Europe/Berlin' } = portal.seed;
  return {
    portalId: Number(portalId),
    accountType: 'STANDARD',
    timeZone,
    companyCurrency: portal.seed.currency ?? 'EUR',
    additionalCurrencies: [],
    ...offsetOf(timeZone, portal.world.now()),
    uiDomain: host,
    dataHostingLocation: /^app-([a-z0-9]+)\./.exec(host)?.[1] ?? 'na1',
  };
}

/** `+01:00` and the same in milliseconds, as the clock stands in that zone now. */
function offsetOf(timeZone: string, moment: number) {
  const named = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).format(moment);
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(named) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { utcOffset: `${sign}${hours}:${minutes}`, utcOffsetMilliseconds: sign === '-' ? -size : size };
}

/**
 * OAuth v1 as documented, and the date-based endpoints that replace it when v1 ends in February 2027 (**U**: their answers are
 * described by examples only).
 */
export function oauthRoutes(app: ApiApp, { tokens }: ApiServices): void {
  for (const version of ['v1', '2026-09']) {
    app.post(`/oauth/${version}/token`, async (context) => {
      const { accessToken, refreshToken, grant } = tokens.exchange(await formOf(context));
      const more =
        version === 'v1' ? {} : { hub_id: hubId(grant), user_id: grant.userId, scopes: grant.scopes };
      return context.json({
        token_type: 'bearer',
        access_token: accessToken,
        refresh_token: refreshToken,
        expires_in: ACCESS_TOKEN_SECONDS,
        ...more,
      });
    });
  }
  app.get('/oauth/v1/access-tokens/:token', (context) => {
    const token = context.req.param('token');
    const known = tokens.describeAccess(token);
    if (known === undefined) throw notFound('access token not found');
    return context.json({ token, ...grantView(known), expires_in: known.expiresIn, token_type: 'access' });
  });
  app.get('/oauth/v1/refresh-tokens/:token', (context) => {
    const token = context.req.param('token');
    const known = tokens.describeRefresh(token);
    if (known === undefined) throw notFound('refresh token not found');
    return context.json({ token, client_id: known.app.clientId, ...grantView(known), token_type: 'refresh' });
  });
  app.delete('/oauth/v1/refresh-tokens/:token', (context) => {
    if (!tokens.revoke(context.req.param('token'))) throw notFound('refresh token not found');
    return context.body(null, 204);
  });
  app.post('/oauth/2026-09/token/introspect', async (context) => {
    const form = await formOf(context);
    tokens.authenticate(form);
    const known = tokens.describeAccess(form.get('token') ?? '');
    return context.json(known === undefined ? { active: false } : { active: true, ...grantView(known) });
  });
  app.post('/oauth/2026-09/token/revoke', async (context) => {
    const form = await formOf(context);
    tokens.authenticate(form);
    tokens.revoke(form.get('token') ?? '');
    return context.body(null, 204);
  });
}

const hubId = (grant: Grant) => Number(grant.portal.seed.portalId);

const grantView = (grant: Grant) => ({
  user: grant.portal.owners.find((owner) => owner.userId === grant.userId)?.email ?? '',
  user_id: grant.userId,
  hub_domain: grant.portal.seed.name ?? `portal-${grant.portal.seed.portalId}.example.com`,
  hub_id: hubId(grant),
  app_id: grant.app.appId ?? 1,
  scopes: grant.scopes,
});

/** The token endpoint reads forms only: JSON has no grant type for it. */
async function formOf(context: ApiContext): Promise<URLSearchParams> {
  const type = context.req.header('Content-Type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new OAuthError('BAD_GRANT_TYPE', 'missing or unknown grant type');
  }
  return new URLSearchParams(await context.req.text());
}
