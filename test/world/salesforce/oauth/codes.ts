import { createHash } from 'node:crypto';
import { MINUTE } from '../duration.ts';
import type { SeededText } from '../random.ts';

interface Issued {
  readonly client: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly user: string;
  readonly scopes: readonly string[];
  readonly at: number;
}

/** A code is good for one try within 15 minutes. */
const LIFETIME = 15 * MINUTE;

export class Codes {
  readonly #now: () => number;
  readonly #random: SeededText;
  readonly #issued = new Map<string, Issued>();

  constructor(now: () => number, random: SeededText) {
    this.#now = now;
    this.#random = random;
  }

  issue(about: Omit<Issued, 'at'>): string {
    const code = `aPrx${this.#random.next(60)}==`;
    this.#issued.set(code, { ...about, at: this.#now() });
    return code;
  }

  /** Trades a code in, whatever comes of it. The string is why not. */
  redeem(code: string, client: string, redirectUri: string, verifier: string): Issued | string {
    const issued = this.#issued.get(code);
    this.#issued.delete(code);
    if (issued === undefined) return 'invalid authorization code';
    if (this.#now() - issued.at > LIFETIME) return 'expired authorization code';
    if (issued.client !== client) return 'invalid authorization code';
    if (issued.redirectUri !== redirectUri) return 'redirect_uri must match configuration';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    return challenge === issued.challenge ? issued : 'invalid code verifier';
  }
}
