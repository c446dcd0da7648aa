import type { Switchboard } from '../bites/switchboard.ts';
import { DAY, HOUR } from '../duration.ts';
import type { SeededText } from '../random.ts';

export interface Session {
  readonly token: string;
  readonly user: string;
  /** `cookie`: the browser's own login; `token`: given to a client app. */
  readonly kind: 'cookie' | 'token';
  readonly scopes: readonly string[];
  /** The app's grant that it hangs on; null for a login. */
  readonly grant: string | null;
}

interface Live extends Session {
  lastUsedAt: number;
}

interface Refresh {
  readonly grant: string;
  readonly client: string;
  readonly user: string;
  readonly scopes: readonly string[];
  lastUsedAt: number;
}

/** A session ends after so long without a request. The token says nothing about it, and no answer carries `expires_in`. */
const IDLE = 2 * HOUR;

/** Logins, access tokens and refresh tokens of one org. */
export class Sessions {
  readonly #orgId: string;
  readonly #now: () => number;
  readonly #random: SeededText;
  readonly #bites: Switchboard;
  readonly #sessions = new Map<string, Live>();
  readonly #refresh = new Map<string, Refresh>();

  constructor(orgId: string, now: () => number, random: SeededText, bites: Switchboard) {
    this.#orgId = orgId;
    this.#now = now;
    this.#random = random;
    this.#bites = bites;
  }

  open(about: Omit<Session, 'token'>): Session {
    const token = `${this.#orgId.slice(0, 15)}!AQ${this.#random.next(90)}`;
    const session: Live = { ...about, token, lastUsedAt: this.#now() };
    this.#sessions.set(token, session);
    return session;
  }

  /** The session of a token, kept alive by being used; undefined where it is unknown or over. */
  use(token: string): Session | undefined {
    const session = this.#sessions.get(token);
    if (session === undefined) return undefined;
    if (this.#now() - session.lastUsedAt > IDLE || this.#endsNow()) {
      this.#sessions.delete(token);
      return undefined;
    }
    session.lastUsedAt = this.#now();
    return session;
  }

  end(token: string): void {
    this.#sessions.delete(token);
  }

  /** A first refresh token for a new grant. */
  grant(client: string, user: string, scopes: readonly string[]): { grant: string; refreshToken: string } {
    const grant = this.#random.next(12);
    return { grant, refreshToken: this.#remember({ grant, client, user, scopes, lastUsedAt: this.#now() }) };
  }

  /** Trades a refresh token in; null where it is unknown, used up, idled out or another app's. */
  refresh(token: string, client: string): { grant: Refresh; refreshToken: string } | null {
    const held = this.#refresh.get(token);
    const idle = (this.#bites.setting('refreshTokenIdles')?.days ?? Number.POSITIVE_INFINITY) * DAY;
    if (held === undefined || held.client !== client || this.#now() - held.lastUsedAt > idle) return null;
    if (!this.#bites.isOn('refreshTokenRotates')) {
      held.lastUsedAt = this.#now();
      return { grant: held, refreshToken: token };
    }
    this.#refresh.delete(token);
    return { grant: held, refreshToken: this.#remember({ ...held, lastUsedAt: this.#now() }) };
  }

  /** Ends a whole grant by any of its tokens. Answers whether the token was known. */
  revoke(token: string): boolean {
    const grant = this.#refresh.get(token)?.grant ?? this.#sessions.get(token)?.grant;
    const known = this.#sessions.delete(token) || grant !== undefined;
    if (grant === undefined || grant === null) return known;
    for (const [key, held] of this.#refresh) if (held.grant === grant) this.#refresh.delete(key);
    for (const [key, session] of this.#sessions) if (session.grant === grant) this.#sessions.delete(key);
    return known;
  }

  #remember(held: Refresh): string {
    const token = `5Aep861${this.#random.next(80)}`;
    this.#refresh.set(token, held);
    return token;
  }

  #endsNow(): boolean {
    const setting = this.#bites.setting('sessionExpires');
    if (setting === null) return false;
    if (setting.afterRequests > 0) {
      this.#bites.on('sessionExpires', { afterRequests: setting.afterRequests - 1 });
      return false;
    }
    this.#bites.off('sessionExpires');
    return true;
  }
}
