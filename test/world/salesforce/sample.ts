import { createHash } from 'node:crypto';
import type { OrgUser } from './context.ts';
import { idOf } from './ids.ts';
import { createSalesforceOrg, DEFAULT_USER, type SalesforceOptions, type SalesforceOrg } from './org.ts';

/** An org for tests of the org itself, with a clock that stands still until it is moved. */
export interface Sample {
  readonly org: SalesforceOrg;
  readonly clock: { ms: number };
  /** Calls the REST API as the first user; `path` from `/services/data/v66.0` on. */
  api(path: string, init?: RequestInit & { user?: string; json?: unknown }): Promise<Response>;
  /** Any address of the API host, without a session. */
  plain(path: string, init?: RequestInit): Promise<Response>;
}

const START = Date.parse('2026-11-20T10:00:00.400Z');
export const CLIENT = {
  consumerKey: '3MVG9.sample.consumer.key',
  name: 'Sample Connector',
  redirectUris: ['https://connector.example/callback'],
};
export const SECOND_USER: OrgUser = {
  id: idOf('User', 2),
  username: 'jonas.brandt@acme.example',
  password: 'Quiet-Meadow-7',
  name: 'Jonas Brandt',
  email: 'jonas.brandt@acme.example',
};
export const ACCOUNT = idOf('Account', 1);
export const OTHER_ACCOUNT = idOf('Account', 2);
export const CONTACT = idOf('Contact', 1);
export const OPPORTUNITY = idOf('Opportunity', 1);

const RECORDS: SalesforceOptions['records'] = {
  Account: [
    {
      Id: ACCOUNT,
      Name: 'Harbour Foods GmbH',
      BillingCity: 'Hamburg',
      Type: 'Customer',
      AnnualRevenue: 12_500_000,
      Customer_Number__c: 'C-1001',
    },
    {
      Id: OTHER_ACCOUNT,
      Name: "O'Brien & Sons",
      BillingCity: 'Cork',
      AnnualRevenue: 800_000,
      ParentId: ACCOUNT,
    },
    { Id: idOf('Account', 3), Name: 'Zephyr 100% Wind_Power', Type: 'Prospect' },
  ],
  Contact: [
    { Id: CONTACT, FirstName: 'Ada', LastName: 'Brandt', AccountId: ACCOUNT, Email: 'ada@harbour.example' },
  ],
  Opportunity: [
    {
      Id: OPPORTUNITY,
      Name: 'Winter delivery',
      AccountId: ACCOUNT,
      StageName: 'Closed Won',
      CloseDate: '2026-12-01',
      Amount: 12_000.5,
    },
  ],
};

export const sample = (options: Partial<SalesforceOptions> = {}): Sample => {
  const clock = { ms: START };
  const org = createSalesforceOrg({
    myDomain: 'acme',
    users: [DEFAULT_USER, SECOND_USER],
    clients: [CLIENT],
    records: RECORDS,
    now: () => clock.ms,
    ...options,
  });
  const plain = (path: string, init: RequestInit = {}): Promise<Response> =>
    org.fetch(new Request(`https://${org.apiHost}${path}`, init));
  return {
    org,
    clock,
    plain,
    api: (path, { user, json, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${org.accessToken(user)}`);
      if (json !== undefined) headers.set('content-type', 'application/json');
      return plain(`/services/data/v66.0${path}`, {
        ...init,
        headers,
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
    },
  };
};

/** Rows of a query, or the refusal's first error. */
export const rowsOf = async (
  world: Sample,
  q: string,
  resource = 'query',
): Promise<Record<string, unknown>[]> => {
  const answer = await world.api(`/${resource}?q=${encodeURIComponent(q)}`);
  const body = (await answer.json()) as { records: Record<string, unknown>[] };
  if (!answer.ok) throw new Error(JSON.stringify(body));
  return body.records;
};

export const errorOf = async (
  answer: Response,
): Promise<{ errorCode: string; message: string; fields?: string[] }> => {
  const [first] = (await answer.json()) as { errorCode: string; message: string; fields?: string[] }[];
  if (first === undefined) throw new Error('The answer lists no error.');
  return first;
};

const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-1';

export const authorization = (about: Readonly<Record<string, string | null>> = {}): URLSearchParams => {
  const parameters: Record<string, string | null> = {
    response_type: 'code',
    client_id: CLIENT.consumerKey,
    redirect_uri: CLIENT.redirectUris[0] ?? '',
    scope: 'api refresh_token',
    state: 'xyzzy',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...about,
  };
  return new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null),
  );
};

const form = (fields: Iterable<[string, string]>, cookie = ''): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
  body: new URLSearchParams([...fields]).toString(),
});

/** The cookie of a login by name and password. */
export const logIn = async (world: Sample, password = DEFAULT_USER.password): Promise<string | null> => {
  const answer = await world.plain(
    '/services/oauth2/authorize/login',
    form([...authorization(), ['username', DEFAULT_USER.username], ['pw', password]]),
  );
  return /^(sid=[^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? null;
};

/** Where the browser is sent after the decision. */
export const decide = async (world: Sample, decision: 'Allow' | 'Deny', about = {}): Promise<URL> => {
  const answer = await world.plain(
    '/services/oauth2/authorize/consent',
    form([...authorization(about), ['decision', decision]], (await logIn(world)) ?? ''),
  );
  return new URL(answer.headers.get('location') ?? 'about:blank');
};

export const requestToken = (world: Sample, fields: Readonly<Record<string, string>>): Promise<Response> =>
  world.plain('/services/oauth2/token', form(Object.entries({ client_id: CLIENT.consumerKey, ...fields })));

export const redeem = (world: Sample, code: string, verifier = VERIFIER): Promise<Response> =>
  requestToken(world, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CLIENT.redirectUris[0] ?? '',
    code_verifier: verifier,
  });

export const refresh = (world: Sample, token: string): Promise<Response> =>
  requestToken(world, { grant_type: 'refresh_token', refresh_token: token });

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** The whole walk: login, consent, code, tokens. */
export const signIn = async (world: Sample): Promise<Tokens> => {
  const code = (await decide(world, 'Allow')).searchParams.get('code') ?? '';
  const answer = await redeem(world, code);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Tokens;
};
