import { browser } from 'wxt/browser';
import * as z from 'zod';
import { type Capability, type Me, me as meSchema } from '../erp/api/me.ts';
import { type ErpClient, type ErpEdge, erpClient } from '../erp/client.ts';
import { type Failure, FailureError } from '../failure.ts';
import type { ReadCache } from '../store/readCache.ts';
import type { Vault } from '../vault/vault.ts';
import { readErpConnection } from './connectionStore.ts';
import { tellCrmTabs } from './crmTabs.ts';
import type { Policy } from './policy.ts';
import { rateLimitGate } from './rateLimitGate.ts';
import { forgetTrouble, noteTrouble } from './trouble.ts';

/** The ERP API as the person who connected it. Every failure of a call passes here once: what it means for the cache and the
 * connection's state is decided in one place. */
export interface ErpSession {
  /** Rejects with `erp.notConnected` without an address or a token. */
  use<T>(work: (client: ErpClient) => Promise<T>): Promise<T>;
  /** Who am I and what may I; at most so many ms old, ten minutes unless told. */
  me(signal: AbortSignal, atMostMs?: number): Promise<Me>;
  may(capability: Capability, signal: AbortSignal): Promise<boolean>;
  /** The last answer to `me`, however old, without the network; null = none in this browser session. */
  known(): Promise<Me | null>;
  /** After a new sign-in: the answer that proved it. */
  remember(me: Me): Promise<void>;
  /** Ends the session: nothing that it read stays readable. */
  forget(): Promise<void>;
}

/** Settings are stale after ten minutes. */
const FRESH_MS = 10 * 60_000;
const PLACE = 'erp.me';
const remembered = z.object({ me: meSchema, at: z.number() });
type Remembered = z.infer<typeof remembered>;

interface Parts {
  readonly edge: ErpEdge;
  readonly vault: Vault;
  readonly cache: Pick<ReadCache, 'wipe'>;
  readonly policy: () => Promise<Policy>;
}

export const erpSession = ({ edge, vault, cache, policy }: Parts): ErpSession => {
  const recall = async (): Promise<Remembered | null> =>
    remembered.safeParse((await browser.storage.session.get(PLACE))[PLACE]).data ?? null;

  /** Counts the sign-ins that began and ended: what was asked before one says nothing of who is there now. */
  let turns = 0;
  const forget = async () => {
    turns += 1;
    await browser.storage.session.remove(PLACE);
    await cache.wipe();
  };

  const gate = rateLimitGate();
  let refused: string | null = null;

  const signIn = async (): Promise<{ readonly client: ErpClient; readonly token: string }> => {
    const [connection, token, { disabled }] = await Promise.all([
      readErpConnection(),
      vault.lasting.read('erp.token'),
      policy(),
    ]);
    if (disabled) throw new FailureError({ code: 'erp.forbidden' });
    if (connection === null || token === null) throw new FailureError({ code: 'erp.notConnected' });
    return { client: erpClient({ address: connection.address, token }, edge), token };
  };

  const use: ErpSession['use'] = async (work) => {
    const { client, token } = await signIn();
    gate.pass(token);
    try {
      const value = await work(client);
      refused = null;
      await forgetTrouble('erp');
      return value;
    } catch (error) {
      if (error instanceof FailureError) {
        gate.note(token, error.failure);
        await heed(error.failure, token);
      }
      throw await withSupport(error);
    }
  };

  /** A fault of the ERP API is nothing that a person can mend: the company's own help is named with it, where there is one. */
  const withSupport = async (error: unknown): Promise<unknown> => {
    if (!(error instanceof FailureError) || error.failure.code !== 'erp.server') return error;
    const { supportUrl } = await policy();
    // Nothing else is ever made a link of, whoever wrote the policy.
    if (supportUrl === undefined || !/^(https:\/\/|mailto:)\S+$/.test(supportUrl)) return error;
    return new FailureError({ ...error.failure, support: supportUrl }, { cause: error });
  };

  // An expired login and a lost role both mean that what was read before may no longer be shown.
  // What the token before was refused says nothing about the one that has taken its place.
  const heed = async (failure: Failure, token: string) => {
    if (failure.code !== 'erp.authExpired' && failure.code !== 'erp.forbidden') return;
    if ((await vault.lasting.read('erp.token')) !== token) return;
    await noteTrouble('erp', failure);
    await forget();
    // Told once per token: every panel that hears it asks again, and would be refused again.
    if (refused === token) return;
    refused = token;
    await tellCrmTabs({ name: 'connections.changed' });
  };

  const remember = (me: Me) => {
    turns += 1;
    return keep(me);
  };
  const keep = async (me: Me) => {
    const before = await recall();
    if (before !== null && identityOf(before.me) !== identityOf(me)) await forget();
    try {
      await browser.storage.session.set({ [PLACE]: { me, at: edge.now() } satisfies Remembered });
    } catch {
      // The browser has no room. What is not remembered is asked again; an answer from before would be worse than none.
      await browser.storage.session.remove(PLACE);
    }
  };

  const me: ErpSession['me'] = async (signal, atMostMs = FRESH_MS) => {
    const known = await recall();
    const age = known === null ? null : edge.now() - known.at;
    // A negative age is that of a clock which was set back: nobody knows how old the answer is.
    if (known !== null && age !== null && age >= 0 && age < atMostMs) return known.me;
    const turn = turns;
    const fresh = await use((ready) => ready.me(signal));
    // Somebody else may have signed in meanwhile.
    if (turn !== turns) return me(signal);
    await keep(fresh);
    return fresh;
  };

  const may: ErpSession['may'] = async (capability, signal) =>
    (await me(signal)).capabilities.includes(capability);

  const known: ErpSession['known'] = async () => (await recall())?.me ?? null;

  return { use, me, may, known, remember, forget };
};

/** What decides which figures may be seen. */
const identityOf = ({ user, team, tenant, role, scope }: Me): string =>
  JSON.stringify([user, team, tenant, role, scope]);
