import { browser } from 'wxt/browser';
import * as z from 'zod';
import { orStorageFailure } from '../store/orStorageFailure.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { open, seal } from './cipher.ts';
import { deviceKey } from './deviceKey.ts';

/** Secrets that outlive the browser. */
type LastingSecret =
  | 'erp.token'
  | 'cache.key'
  /** Of one org, by its name. */
  | `salesforce.refreshToken ${string}`
  | `hubspot.serviceKey ${string}`
  /** As they were named while a CRM could have one org only. */
  | 'salesforce.refreshToken'
  | 'hubspot.serviceKey';
/** Secrets that go with the browser. */
type SessionSecret = `salesforce.access ${string}` | `hubspot.access ${string}`;

/** The only place where credentials lie. The worker alone opens it. */
export interface Vault {
  readonly lasting: SecretStore<LastingSecret, string>;
  readonly session: SecretStore<SessionSecret, unknown>;
}
/** Every method rejects with failure `storage` where the browser refuses to keep or give. */
interface SecretStore<Name extends string, Value> {
  read(name: Name): Promise<Value | null>;
  write(name: Name, value: Value): Promise<void>;
  remove(name: Name): Promise<void>;
}

const place = (name: string): string => `secret.${name}`;

/** AES-GCM under a key that cannot leave this profile; the name is bound in, so no secret can stand in for another. */
const lasting: Vault['lasting'] = {
  read: (name) =>
    orStorageFailure(async () => {
      const stored = z.string().safeParse((await browser.storage.local.get(place(name)))[place(name)]).data;
      return stored === undefined ? null : await open(await deviceKey(), fromBase64(stored), name);
    }),
  write: (name, value) =>
    orStorageFailure(async () => {
      const sealed = await seal(await deviceKey(), value, name);
      await browser.storage.local.set({ [place(name)]: toBase64(sealed) });
    }),
  remove: (name) => orStorageFailure(() => browser.storage.local.remove(place(name))),
};

const session: Vault['session'] = {
  read: (name) =>
    orStorageFailure(async () => (await browser.storage.session.get(place(name)))[place(name)] ?? null),
  write: (name, value) => orStorageFailure(() => browser.storage.session.set({ [place(name)]: value })),
  remove: (name) => orStorageFailure(() => browser.storage.session.remove(place(name))),
};

export const vault: Vault = { lasting, session };
