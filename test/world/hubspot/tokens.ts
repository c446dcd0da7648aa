import { HubspotError } from './errors.ts';
import type { Portal } from './model/portal.ts';
import { type Random, seededHex, seededUuid } from './seeded.ts';

export interface OAuthApp {
  readonly appId?: number;
  readonly name?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
}

/** Service Keys (and the older private apps) are `pat-…` bearer tokens of one account. */
export interface ServiceKey {
  readonly key: string;
  readonly portalId: string;
  readonly scopes: readonly string[];
}

/** Who is calling: which account, with which rights, in whose name (null = the whole account). */
export interface Access {
  readonly portal: Portal;
  readonly kind: 'oauth' | 'serviceKey';
  readonly credential: string;
  readonly scopes: readonly string[];
  readonly userId: number | null;
}

export interface Grant {
  readonly app: OAuthApp;
  readonly portal: Portal;
  readonly userId: number;
  readonly scopes: readonly string[];
}

interface Code extends Grant {
  readonly redirectUri: string;
  readonly expiresAt: number;
}
interface Refresh extends Grant {
  revoked: boolean;
}
interface Bearer extends Grant {
  readonly refreshToken: string;
  readonly expiresAt: number;
}

export const ACCESS_TOKEN_SECONDS = 1_800;
const CODE_MS = 60_000;

/** OAuth refusals keep a code of their own in `status` (recorded from the token endpoint). */
export class OAuthError extends HubspotError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(400, 'VALIDATION_ERROR', message);
    this.code = code;
  }

  override body(correlationId: string): Record<string, unknown> {
    return { status: this.code, message: this.message, correlationId, category: this.category };
  }
}

/** Codes, access and refresh tokens of every account. */
export class TokenBook {
  readonly apps: readonly OAuthApp[];
  readonly #keys: ReadonlyMap<string, ServiceKey>;
  readonly #portals: ReadonlyMap<string, Portal>;
  readonly #now: () => number;
  readonly #random: Random;
  readonly #codes = new Map<string, Code>();
  readonly #refresh = new Map<string, Refresh>();
  readonly #bearers = new Map<string, Bearer>();

  constructor(input: {
    readonly apps: readonly OAuthApp[];
    readonly keys: readonly ServiceKey[];
    readonly portals: ReadonlyMap<string, Portal>;
    readonly now: () => number;
    readonly random: Random;
  }) {
    this.apps = input.apps;
    this.#keys = new Map(input.keys.map((key) => [key.key, key]));
    this.#portals = input.portals;
    this.#now = input.now;
    this.#random = input.random;
  }

  /** The code that the consent page hands to the redirect address: one use, one minute. */
  issueCode(grant: Grant, redirectUri: string): string {
    const code = seededUuid(this.#random);
    this.#codes.set(code, { ...grant, redirectUri, expiresAt: this.#now() + CODE_MS });
    return code;
  }

  /** The token endpoint. Throws `OAuthError`. */
  exchange(form: URLSearchParams): { accessToken: string; refreshToken: string; grant: Grant } {
    const app = this.authenticate(form);
    const grantType = form.get('grant_type');
    if (grantType === 'authorization_code') return this.#fromCode(app, form);
    if (grantType === 'refresh_token') return this.#fromRefresh(app, form);
    throw new OAuthError('BAD_GRANT_TYPE', 'missing or unknown grant type');
  }

  /** Throws 401. */
  access(authorization: string | null): Access {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated();
    const key = this.#keys.get(token);
    const portal = key && this.#portals.get(key.portalId);
    if (key !== undefined && portal !== undefined) {
      return { portal, kind: 'serviceKey', credential: key.key, scopes: key.scopes, userId: null };
    }
    const bearer = this.#bearers.get(token);
    if (bearer === undefined || this.#refresh.get(bearer.refreshToken)?.revoked) throw unauthenticated();
    if (this.#now() >= bearer.expiresAt && bearer.portal.world.bites.on('accessTokenLife'))
      throw expired(bearer, this.#now());
    return {
      portal: bearer.portal,
      kind: 'oauth',
      credential: bearer.app.clientId,
      scopes: bearer.scopes,
      userId: bearer.userId,
    };
  }

  /** What is known of an access token; undefined = unknown, revoked or expired. */
  describeAccess(token: string): (Grant & { readonly expiresIn: number }) | undefined {
    const bearer = this.#bearers.get(token);
    if (bearer === undefined || this.#refresh.get(bearer.refreshToken)?.revoked) return undefined;
    const expiresIn = Math.floor((bearer.expiresAt - this.#now()) / 1_000);
    return expiresIn > 0 ? { ...bearer, expiresIn } : undefined;
  }

  describeRefresh(token: string): Grant | undefined {
    const refresh = this.#refresh.get(token);
    return refresh?.revoked ? undefined : refresh;
  }

  /** Ends a refresh token and every access token made with it. False = unknown. */
  revoke(token: string): boolean {
    const refresh = this.#refresh.get(token);
    if (refresh === undefined) return false;
    refresh.revoked = true;
    return true;
  }

  /** Throws where client id or secret do not belong together. */
  authenticate(form: URLSearchParams): OAuthApp {
    const app = this.apps.find((each) => each.clientId === form.get('client_id'));
    if (app === undefined) throw new OAuthError('BAD_CLIENT_ID', 'missing or unknown client id');
    const secret = form.get('client_secret');
    const waived = !form.has('client_secret') && form.has('code_verifier');
    const bites = [...this.#portals.values()][0]?.world.bites;
    if (waived && bites !== undefined && !bites.on('clientSecret')) return app;
    if (secret !== app.clientSecret)
      throw new OAuthError('BAD_CLIENT_SECRET', 'missing or invalid client secret');
    return app;
  }

  #fromCode(app: OAuthApp, form: URLSearchParams) {
    const code = form.get('code') ?? '';
    const issued = this.#codes.get(code);
    this.#codes.delete(code);
    if (issued === undefined || issued.expiresAt <= this.#now()) {
      throw new OAuthError('BAD_AUTH_CODE', 'missing or unknown auth code');
    }
    if (issued.app.clientId !== app.clientId) {
      throw new OAuthError('MISMATCH_CLIENT_ID_AUTH_CODE', 'client id does not match initial auth code');
    }
    if (issued.redirectUri !== form.get('redirect_uri')) {
      throw new OAuthError(
        'MISMATCH_REDIRECT_URI_AUTH_CODE',
        'redirect uri does not match initial auth code',
      );
    }
    const refreshToken = seededUuid(this.#random);
    this.#refresh.set(refreshToken, { ...issued, revoked: false });
    return this.#issue(refreshToken, issued);
  }

  #fromRefresh(app: OAuthApp, form: URLSearchParams) {
    const refreshToken = form.get('refresh_token') ?? '';
    const known = this.describeRefresh(refreshToken);
    if (known === undefined || known.app.clientId !== app.clientId) {
      throw new OAuthError('BAD_REFRESH_TOKEN', 'missing or invalid refresh token');
    }
    // HubSpot does not rotate: the same refresh token comes back.
    return this.#issue(refreshToken, known);
  }

  #issue(refreshToken: string, { app, portal, userId, scopes }: Grant) {
    const grant = { app, portal, userId, scopes };
    const accessToken = `C${seededHex(this.#random, 72)}`;
    this.#bearers.set(accessToken, {
      ...grant,
      refreshToken,
      expiresAt: this.#now() + ACCESS_TOKEN_SECONDS * 1_000,
    });
    return { accessToken, refreshToken, grant };
  }
}

const unauthenticated = () =>
  new HubspotError(
    401,
    'INVALID_AUTHENTICATION',
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
  );

function expired(bearer: Bearer, now: number): HubspotError {
  const seconds = Math.floor((now - bearer.expiresAt) / 1_000);
  return new HubspotError(
    401,
    'EXPIRED_AUTHENTICATION',
    `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
    { context: { expireTime: [new Date(bearer.expiresAt).toISOString()] } },
  );
}
