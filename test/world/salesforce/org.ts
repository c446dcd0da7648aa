import { Hono } from 'hono';
import { Access } from './access.ts';
import { Switchboard } from './bites/switchboard.ts';
import type { ClientApp, Org, OrgUser } from './context.ts';
import { idOf, idWithPrefix, longId, type ObjectName } from './ids.ts';
import { oauthApp } from './oauth/app.ts';
import { Sessions } from './oauth/sessions.ts';
import { pagesApp } from './pages/app.ts';
import { assetsApp } from './pages/assets.ts';
import { SeededText } from './random.ts';
import { notFound } from './refusal.ts';
import { restApp } from './rest/app.ts';
import { Cursors } from './rest/cursors.ts';
import { Usage } from './rest/usage.ts';
import type { Row, Value } from './schema/field.ts';
import type { Features } from './schema/object.ts';
import { Schema } from './schema/schema.ts';
import { merge } from './store/merge.ts';
import { Store } from './store/store.ts';
import { Writer } from './store/writer.ts';

/** Records as a test writes them: any fields of the object, `Id` and the dates included; what is absent is empty or by default. */
type Records = Readonly<Partial<Record<ObjectName, readonly Row[]>>>;

export interface SalesforceOptions {
  /** `acme`, or `acme--uat` for a sandbox of it, which has hosts of its own. */
  readonly myDomain: string;
  /** 15 or 18 characters, prefix 00D. */
  readonly orgId?: string;
  readonly orgName?: string;
  readonly users?: readonly OrgUser[];
  readonly clients?: readonly ClientApp[];
  readonly records?: Records;
  readonly features?: Partial<Features>;
  /** Epoch ms. */
  readonly now?: () => number;
  readonly seed?: number;
  /** How long the details of a record page take after its highlights, in ms. */
  readonly detailsDelay?: number;
}

export interface SalesforceOrg {
  readonly orgId: string;
  /** Pages and API hosts, in this order. */
  readonly hosts: readonly string[];
  readonly lightningHost: string;
  readonly apiHost: string;
  readonly users: readonly OrgUser[];
  readonly bites: Switchboard;
  /** Answers a request to one of the hosts. Rejects with `ConnectionDropped` where the connection breaks. */
  fetch(request: Request): Promise<Response>;
  /** A record as the org itself has it, deleted or not. */
  record(id: string): Row | undefined;
  records(object: ObjectName): readonly Row[];
  /** Somebody at the org changes something behind everybody's back; by default the first user. */
  create(object: ObjectName, values: Row, user?: string): string;
  update(id: string, values: Row, user?: string): void;
  remove(id: string, user?: string): void;
  merge(survivor: string, loser: string): void;
  /** Out of the recycle bin again. */
  restore(id: string): void;
  /** What `landsLate` has held back reaches the org now, though whoever sent it has long given up. */
  landLate(): Promise<void>;
  /** An access token with scope `api`, without the walk through sign-in. */
  accessToken(user?: string): string;
}

export const DEFAULT_USER: OrgUser = {
  id: idOf('User', 1),
  username: 'mia.keller@acme.example',
  password: 'Sunny-Harbour-4',
  name: 'Mia Keller',
  email: 'mia.keller@acme.example',
};

const FEATURES: Features = {
  quotes: true,
  orders: true,
  leads: true,
  personAccounts: false,
  multiCurrency: false,
  contactsToMultipleAccounts: false,
};

const hostsOf = (myDomain: string): { lightningHost: string; apiHost: string } => {
  const middle = myDomain.includes('--') ? '.sandbox' : '';
  return {
    lightningHost: `${myDomain}${middle}.lightning.force.com`,
    apiHost: `${myDomain}${middle}.my.salesforce.com`,
  };
};

// Parents before children, so that a lookup always finds its record.
const LOAD_ORDER: readonly ObjectName[] = [
  'User',
  'Account',
  'Contact',
  'Opportunity',
  'AccountContactRelation',
  'Quote',
  'Order',
  'Lead',
];

const load = (org: Org, records: Records, by: string): void => {
  const rows = LOAD_ORDER.flatMap((name) => (records[name] ?? []).map((row) => ({ name, row })));
  for (const { name, row } of rows) {
    const object = org.schema.object(name);
    if (object === undefined) throw new Error(`This org has no object ${name}.`);
    const stranger = Object.keys(row).find((key) => org.schema.field(object, key)?.name !== key);
    if (stranger !== undefined) throw new Error(`${name} has no field ${stranger}.`);
    if (row.Id !== undefined && longId(String(row.Id)) !== row.Id)
      throw new Error(`${name} ${String(row.Id)} is no 18-character id.`);
    org.store.insert(object, { ...(object.completes?.(row) ?? {}), ...row }, by);
  }
  for (const { name, row } of rows)
    for (const field of org.schema.object(name)?.fields ?? []) {
      const target: Value = row[field.name] ?? null;
      if (field.type === 'reference' && target !== null && org.store.row(String(target)) === undefined)
        throw new Error(`${name}.${field.name} refers to ${String(target)}, which is not there.`);
    }
};

/** A simulated Salesforce org: its Lightning pages, its REST API and its sign-in, over one set of records. */
export const createSalesforceOrg = (options: SalesforceOptions): SalesforceOrg => {
  const now = options.now ?? Date.now;
  const users = options.users ?? [DEFAULT_USER];
  const [firstUser = DEFAULT_USER] = users;
  const orgId = longId(options.orgId ?? idWithPrefix('00D', 1));
  if (orgId === null) throw new Error('orgId is no organisation id.');
  const bites = new Switchboard();
  const random = new SeededText(options.seed ?? 1);
  const schema = new Schema({ ...FEATURES, ...options.features });
  const store = new Store(schema, now, () => !bites.isOn('sameSecondEdits'));
  const access = new Access(bites, store);
  const org: Org = {
    ...hostsOf(options.myDomain),
    orgId,
    orgName: options.orgName ?? options.myDomain,
    now,
    users,
    clients: options.clients ?? [],
    schema,
    store,
    access,
    bites,
    writer: new Writer({ schema, store, access, bites }),
    sessions: new Sessions(orgId, now, random, bites),
    cursors: new Cursors(now, random),
    usage: new Usage(now, bites),
    random,
    late: [],
  };
  const people = users.map(({ id, username, name, email }) => ({
    Id: id,
    Username: username,
    Name: name,
    Email: email,
  }));
  load(org, { ...options.records, User: people }, firstUser.id);

  const api = new Hono();
  api.route('/', assetsApp());
  api.route('/', oauthApp(org));
  api.route('/', restApp(org));
  api.notFound(() => Response.json(notFound().body(), { status: 404 }));
  const pages = pagesApp(org, options.detailsDelay ?? 250);
  for (const app of [api, pages])
    app.onError((error) => {
      throw error;
    });

  const objectOf = (id: string) => {
    const object = schema.objectOfId(id);
    if (object === undefined) throw new Error(`${id} is of no object here.`);
    return object;
  };

  return {
    orgId,
    hosts: [org.lightningHost, org.apiHost],
    lightningHost: org.lightningHost,
    apiHost: org.apiHost,
    users,
    bites,
    fetch: async (request) => {
      const { hostname, pathname } = new URL(request.url);
      const here = pathname.startsWith('/services/') && !bites.isOn('lightningHostRedirects');
      if (hostname === org.apiHost || (hostname === org.lightningHost && here)) return api.fetch(request);
      if (hostname === org.lightningHost) return pages.fetch(request);
      return new Response('Misdirected request', { status: 421 });
    },
    record: (id) => store.row(id),
    records: (object) => store.rows(object),
    create: (object, values, user = firstUser.id) => {
      const definition = schema.object(object);
      if (definition === undefined) throw new Error(`This org has no object ${object}.`);
      return org.writer.insert(user, definition, values);
    },
    update: (id, values, user = firstUser.id) => org.writer.update(user, objectOf(id), id, values),
    remove: (id, user = firstUser.id) => org.writer.remove(user, objectOf(id), id),
    restore: (id) => store.restore(id, firstUser.id),
    landLate: async () => {
      for (const land of org.late.splice(0)) await land();
    },
    merge: (survivor, loser) => merge(org, objectOf(survivor), survivor, loser, firstUser.id),
    accessToken: (user = firstUser.id) =>
      org.sessions.open({ user, kind: 'token', scopes: ['api'], grant: null }).token,
  };
};
