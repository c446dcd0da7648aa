import type { Failure } from '../../../failure.ts';
import type { Answer } from '../../../sync/answer.ts';
import type { Single, TwinBook } from '../../../sync/create/ports.ts';
import { twinKey } from '../../../sync/create/twinKey.ts';
import type { TwinKey } from '../../../sync/ids.ts';
import type * as api from '../../api/sync/create.ts';
import { asAnswer } from './asAnswer.ts';
import type { TwinCalls } from './twinCalls.ts';

export interface TwinBookOptions {
  readonly use: <T>(work: (calls: TwinCalls) => Promise<T>) => Promise<T>;
  readonly pair: api.TwinPair;
  readonly tenant: string;
  readonly heed: (failure: Failure) => void;
}

/**
 * The ERP API's half of creation, and the keys that twins are made under. A key is a hash, which a browser computes in its own time:
 * those of the records that are looked for are ready when the engine asks for them.
 */
export const twinBook = ({
  use,
  pair,
  tenant,
  heed,
}: TwinBookOptions): { readonly twins: TwinBook; readonly keyOf: (of: Single) => TwinKey } => {
  const { signal } = new AbortController();
  const keys = new Map<string, TwinKey>();
  const place = { tenant, pair: `${pair.system}/${pair.org}/${pair.object}/${pair.erpObject}` };
  const learn = async (of: Single): Promise<void> => {
    if (!keys.has(of.id)) keys.set(of.id, await digest(twinKey((text) => text, place, of)));
  };
  // The engine's types and the contract's are the same shapes under two names, as in `erpPorts`.
  const ask = <T>(work: (calls: TwinCalls) => Promise<unknown>): Promise<Answer<T>> =>
    asAnswer(() => use(work) as Promise<T>, heed);
  return {
    keyOf: ({ id }) => {
      const key = keys.get(id);
      if (key === undefined) throw new Error('A twin is to be made of a record that was not looked for.');
      return key;
    },
    twins: {
      look: async (rows) => {
        for (const { of } of rows) await learn(of);
        return ask((calls) => calls.look(pair, rows as unknown as readonly api.Look[], signal));
      },
      settle: (rows) => ask((calls) => calls.settle(pair, rows as unknown as readonly api.Settle[], signal)),
      record: (rows) => ask((calls) => calls.record(rows as unknown as readonly api.Found[], signal)),
      release: (rows) =>
        ask(async (calls) => {
          await calls.release(rows as unknown as readonly api.Release[], signal);
          return 'done';
        }),
      doubts: () => ask((calls) => calls.doubts(pair, signal)),
      suspect: (key, ids) =>
        ask(async (calls) => {
          await calls.suspect(key, ids, signal);
          return 'done';
        }),
    },
  };
};

/** SHA-256, hexadecimal. */
const digest = async (text: string): Promise<TwinKey> => {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('') as TwinKey;
};
