import * as z from 'zod';
import { call, type HttpAnswer } from '../../../http/call.ts';
import { parseJson } from '../../../http/json.ts';
import type { HubspotApp } from '../config.ts';
import { Refusal } from '../http/refusal.ts';

const TIMEOUT = 15_000;

const grant = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const holder = z.object({ hub_id: z.number(), user: z.string() });

export interface HubspotGrant {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

const send = async (method: string, url: string, form?: Record<string, string>): Promise<HttpAnswer> => {
  try {
    return await call({
      method,
      url,
      timeoutMs: TIMEOUT,
      signal: AbortSignal.timeout(TIMEOUT),
      headers: form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form === undefined ? undefined : new URLSearchParams(form).toString(),
    });
  } catch (cause) {
    throw new Refusal('hubspot.badAnswer', { detail: 'HubSpot could not be reached.', cause });
  }
};

const answered = <T>({ status, text }: HttpAnswer, schema: z.ZodType<T>): T => {
  // 400 and 401 are how HubSpot says that a code or refresh token is no longer good.
  if (status === 400 || status === 401) throw new Refusal('hubspot.consentExpired');
  const parsed = schema.safeParse(parseJson(text));
  if (status !== 200 || !parsed.success) {
    throw new Refusal('hubspot.badAnswer', { detail: `HubSpot answered with status ${status}.` });
  }
  return parsed.data;
};

/**
 * HubSpot's OAuth endpoints, https://developers.hubspot.com/docs/api/oauth-quickstart-guide. The client secret goes into the body
 * of a form, never into an address.
 */
export const hubspotTokenService = ({ apiUrl, clientId, clientSecret }: HubspotApp) => {
  const grantFor = async (form: Record<string, string>): Promise<HubspotGrant> => {
    const answer = await send('POST', `${apiUrl}/oauth/v1/token`, {
      ...form,
      client_id: clientId,
      client_secret: clientSecret,
    });
    const { access_token, refresh_token, expires_in } = answered(answer, grant);
    return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires_in };
  };
  return {
    exchange: (code: string, redirectUri: string) =>
      grantFor({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
    refresh: (refreshToken: string) => grantFor({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    /** Whose access token it is. */
    async holderOf(accessToken: string): Promise<{ portalId: string; user: string }> {
      const url = `${apiUrl}/oauth/v1/access-tokens/${encodeURIComponent(accessToken)}`;
      const { hub_id, user } = answered(await send('GET', url), holder);
      return { portalId: String(hub_id), user };
    },
    async revoke(refreshToken: string): Promise<void> {
      const url = `${apiUrl}/oauth/v1/refresh-tokens/${encodeURIComponent(refreshToken)}`;
      const { status } = await send('DELETE', url);
      if (status !== 204 && status !== 404) {
        throw new Refusal('hubspot.badAnswer', { detail: `HubSpot answered with status ${status}.` });
      }
    },
  };
};
