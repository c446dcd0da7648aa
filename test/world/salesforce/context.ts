import type { Access } from './access.ts';
import type { Switchboard } from './bites/switchboard.ts';
import type { Sessions } from './oauth/sessions.ts';
import type { SeededText } from './random.ts';
import type { Cursors } from './rest/cursors.ts';
import type { Usage } from './rest/usage.ts';
import type { Schema } from './schema/schema.ts';
import type { Store } from './store/store.ts';
import type { Writer } from './store/writer.ts';

/** A person with a login. */
export interface OrgUser {
  /** 18 characters, prefix 005. */
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly email: string;
}

/** A registered client app (External Client App, "Require Secret for Web Server Flow" off). */
export interface ClientApp {
  readonly consumerKey: string;
  readonly name: string;
  /** Compared letter by letter. */
  readonly redirectUris: readonly string[];
}

/** Everything the parts of an org share. */
export interface Org {
  readonly orgId: string;
  readonly orgName: string;
  readonly lightningHost: string;
  readonly apiHost: string;
  readonly now: () => number;
  readonly users: readonly OrgUser[];
  readonly clients: readonly ClientApp[];
  readonly schema: Schema;
  readonly store: Store;
  readonly access: Access;
  readonly bites: Switchboard;
  readonly writer: Writer;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  readonly usage: Usage;
  readonly random: SeededText;
  /** Requests on their way that nobody waits for any more. */
  readonly late: (() => Promise<unknown>)[];
}
