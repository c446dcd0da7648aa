// Long because one story per bite: the registry of bites is the unit here, and a reader looks one up by its name.
import { DAY } from '../duration.ts';
import { idOf } from '../ids.ts';
import { DEFAULT_USER } from '../org.ts';
import {
  ACCOUNT,
  CONTACT,
  errorOf,
  logIn,
  OTHER_ACCOUNT,
  refresh,
  rowsOf,
  type Sample,
  SECOND_USER,
  sample,
  signIn,
} from '../sample.ts';
import type { BiteName, BiteSettings } from './settings.ts';

/** A client that does not know of the bite, and whether it comes to harm. */
export interface Story<N extends BiteName> {
  /** Where it is not the usual setting. */
  readonly setting?: BiteSettings[N];
  readonly suffers: (world: Sample) => Promise<boolean>;
  readonly world?: () => Sample;
}

const account = `/sobjects/Account/${ACCOUNT}`;
const contact = `/sobjects/Contact/${CONTACT}`;

const patch = (world: Sample, path: string, json: unknown, headers: Record<string, string> = {}) =>
  world.api(path, { method: 'PATCH', json, headers });

const status = async (answer: Promise<Response>): Promise<number> => (await answer).status;

const contacts = (n: number) =>
  Array.from({ length: n }, (_, index) => ({ Id: idOf('Contact', index + 1), LastName: `Person ${index}` }));

const since = (world: Sample, days: number): string =>
  `start=${new Date(world.clock.ms - days * DAY).toISOString()}&end=${new Date(world.clock.ms).toISOString()}`;

const updateNames = (names: Readonly<Record<string, string>>) => ({
  method: 'PATCH',
  json: {
    records: Object.entries(names).map(([Id, Name]) => ({ attributes: { type: 'Account' }, Id, Name })),
  },
});

export const STORIES: { readonly [N in BiteName]: Story<N> } = {
  sessionExpires: {
    setting: { afterRequests: 1 },
    suffers: async (world) => {
      const headers = { authorization: `Bearer ${world.org.accessToken()}` };
      const statuses = [await world.api(account, { headers }), await world.api(account, { headers })];
      return statuses[1]?.status === 401;
    },
  },
  refreshTokenRotates: {
    suffers: async (world) => {
      const { refresh_token } = await signIn(world);
      await refresh(world, refresh_token);
      return !(await refresh(world, refresh_token)).ok;
    },
  },
  refreshTokenIdles: {
    suffers: async (world) => {
      const { refresh_token } = await signIn(world);
      world.clock.ms += 31 * DAY;
      return !(await refresh(world, refresh_token)).ok;
    },
  },
  noApiForSessionCookie: {
    setting: true,
    suffers: async (world) => {
      const token = (await logIn(world))?.slice('sid='.length) ?? '';
      const answer = await world.api('/limits', { headers: { authorization: `Bearer ${token}` } });
      return (
        !answer.ok &&
        (await errorOf(answer)).message === 'This session is not valid for use with the REST API'
      );
    },
  },
  appNotInstalled: {
    setting: true,
    suffers: (world) =>
      signIn(world).then(
        () => false,
        () => true,
      ),
  },
  ipRestricted: {
    setting: true,
    suffers: (world) =>
      signIn(world).then(
        () => false,
        (error) => String(error).includes('ip restricted'),
      ),
  },
  requestLimit: {
    setting: { requests: 3 },
    suffers: async (world) => {
      let last = await world.api(account);
      for (let n = 0; n < 4; n += 1) last = await world.api(account);
      return last.status === 403 && (await errorOf(last)).errorCode === 'REQUEST_LIMIT_EXCEEDED';
    },
  },
  versionRetired: {
    setting: { below: 67 },
    suffers: async (world) => (await status(world.api(account))) === 410,
  },
  lightningHostRedirects: {
    suffers: async (world) => {
      const path = `/services/data/v66.0${account}`;
      const headers = { authorization: `Bearer ${world.org.accessToken()}` };
      const first = await world.org.fetch(
        new Request(`https://${world.org.lightningHost}${path}`, { headers }),
      );
      // What `redirect: 'follow'` does when the origin changes: the header stays behind.
      const location = first.headers.get('location');
      const last = location === null ? first : await world.org.fetch(new Request(location));
      return last.status === 401;
    },
  },
  queryPages: {
    world: () => sample({ records: { Contact: contacts(2_100) } }),
    suffers: async (world) => (await rowsOf(world, 'SELECT Id FROM Contact')).length < 2_100,
  },
  collectionsAnswer200: {
    suffers: async (world) => {
      const answer = await world.api(
        '/composite/sobjects',
        updateNames({ [ACCOUNT]: '', [OTHER_ACCOUNT]: 'New' }),
      );
      return answer.ok && world.org.record(ACCOUNT)?.Name !== '';
    },
  },
  collectionRowLimit: {
    world: () => sample({ records: {} }),
    suffers: async (world) => {
      const records = contacts(201).map(({ LastName }) => ({ attributes: { type: 'Contact' }, LastName }));
      await world.api('/composite/sobjects', { method: 'POST', json: { records } });
      return world.org.records('Contact').length < 201;
    },
  },
  compositeLimit: {
    suffers: async (world) => {
      const compositeRequest = contacts(26).map((_, n) => ({
        method: 'GET',
        url: `/services/data/v66.0${account}`,
        referenceId: `r${n}`,
      }));
      return !(await world.api('/composite', { method: 'POST', json: { compositeRequest } })).ok;
    },
  },
  unreadableRow: {
    suffers: async (world) => {
      const records = [
        { attributes: { type: 'Account' }, Id: ACCOUNT, Phone: '7' },
        { attributes: { type: 'Account' }, Id: OTHER_ACCOUNT, Turnover: 1 },
      ];
      await world.api('/composite/sobjects', { method: 'PATCH', json: { records } });
      return world.org.record(ACCOUNT)?.Phone !== '7';
    },
  },
  picklistNarrowed: {
    setting: { object: 'Account', field: 'Type', without: 'Customer' },
    suffers: async (world) => !(await patch(world, account, { Type: 'Customer' })).ok,
  },
  fieldDeleted: {
    setting: { object: 'Account', field: 'Fax' },
    suffers: (world) =>
      rowsOf(world, 'SELECT Id, Fax FROM Account').then(
        () => false,
        () => true,
      ),
  },
  recordReadOnly: {
    setting: { user: DEFAULT_USER.id, id: ACCOUNT },
    suffers: async (world) => {
      const answer = await patch(world, account, { Phone: '7' });
      return !answer.ok && (await errorOf(answer)).errorCode === 'INSUFFICIENT_ACCESS_OR_READONLY';
    },
  },
  landsLate: {
    setting: { times: 1 },
    suffers: async (world) => {
      // A client that takes a broken connection for a write that never was.
      const heard = await patch(world, account, { Phone: '7' }).then(
        () => true,
        () => false,
      );
      await world.org.landLate();
      return !heard && world.org.record(ACCOUNT)?.Phone === '7';
    },
  },
  sameSecondEdits: {
    suffers: async (world) => {
      const seen = (await world.api(contact)).headers.get('last-modified') ?? '';
      world.org.update(CONTACT, { Title: 'Head of Purchasing' });
      const answer = await patch(world, contact, { Title: 'Buyer' }, { 'if-unmodified-since': seen });
      return answer.status === 204;
    },
  },
  etagOnAccountOnly: {
    suffers: async (world) => {
      const seen = (await world.api(contact)).headers.get('etag') ?? '"none"';
      world.org.update(CONTACT, { Title: 'Head of Purchasing' });
      return (await patch(world, contact, { Title: 'Buyer' }, { 'if-match': seen })).status === 204;
    },
  },
  updatedWindow: {
    suffers: async (world) => {
      world.clock.ms += 40 * DAY;
      return !(await world.api(`/sobjects/Account/updated?${since(world, 40)}`)).ok;
    },
  },
  deletedPurge: {
    suffers: async (world) => {
      world.org.remove(CONTACT);
      world.clock.ms += 16 * DAY;
      const answer = await world.api(`/sobjects/Contact/deleted?${since(world, 20)}`);
      const { deletedRecords } = (await answer.json()) as { deletedRecords: unknown[] };
      return deletedRecords.length === 0;
    },
  },
  mergedAway: {
    suffers: async (world) => {
      world.org.merge(ACCOUNT, OTHER_ACCOUNT);
      return (await status(world.api(`/sobjects/Account/${OTHER_ACCOUNT}`))) === 404;
    },
  },
  rowLock: {
    setting: { times: 1 },
    suffers: async (world) => {
      const answer = await world.api(
        '/composite/sobjects',
        updateNames({ [ACCOUNT]: 'A', [OTHER_ACCOUNT]: 'B' }),
      );
      return answer.ok && world.org.record(ACCOUNT)?.Name !== 'A';
    },
  },
  uniqueFields: {
    suffers: async (world) => {
      const json = { Name: 'Another', Customer_Number__c: 'c-1001' };
      const answer = await world.api('/sobjects/Account', { method: 'POST', json });
      return (
        !answer.ok &&
        (await errorOf(answer)).message.endsWith(`duplicates value on record with id: ${ACCOUNT}`)
      );
    },
  },
  duplicateRule: {
    setting: { object: 'Account', field: 'Name' },
    suffers: async (world) => {
      const json = { Name: 'Harbour Foods GmbH' };
      const answer = await world.api('/sobjects/Account', { method: 'POST', json });
      return !answer.ok && (await errorOf(answer)).errorCode === 'DUPLICATES_DETECTED';
    },
  },
  validationRule: {
    setting: { object: 'Account', field: 'Credit_Limit__c', above: 100_000, message: 'Ask finance first.' },
    suffers: async (world) => {
      const answer = await patch(world, account, { Credit_Limit__c: 250_000 });
      return !answer.ok && (await errorOf(answer)).errorCode === 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
    },
  },
  unavailable: {
    setting: { times: 1 },
    suffers: async (world) => {
      const answer = await world.api(account);
      return answer.json().then(
        () => false,
        (error) => error instanceof SyntaxError,
      );
    },
  },
  connectionDrops: {
    setting: { times: 1, when: 'after' },
    suffers: async (world) => {
      const write = () => world.api('/sobjects/Account', { method: 'POST', json: { Name: 'Once Only Ltd' } });
      await write().catch(write);
      return world.org.records('Account').filter(({ Name }) => Name === 'Once Only Ltd').length === 2;
    },
  },
  neverAnswers: {
    setting: { times: 1, matching: '/limits' },
    suffers: async (world) => {
      const patience = new AbortController();
      const first = world.api('/limits', { signal: patience.signal }).then(
        () => false,
        () => true,
      );
      const later = world.api(account).then(() => world.api(account));
      const waiting = await Promise.race([first, later.then(() => true)]);
      patience.abort();
      await first;
      return waiting;
    },
  },
  visibilityLag: {
    setting: { ms: 5_000 },
    suffers: async (world) => {
      await world.api('/sobjects/Account', { method: 'POST', json: { Name: 'Just Now Ltd' } });
      return (await rowsOf(world, "SELECT Id FROM Account WHERE Name = 'Just Now Ltd'")).length === 0;
    },
  },
  fieldHidden: {
    setting: { user: DEFAULT_USER.id, object: 'Account', field: 'AnnualRevenue' },
    suffers: (world) =>
      rowsOf(world, 'SELECT Id, AnnualRevenue FROM Account').then(
        () => false,
        (error) => String(error).includes("No such column 'AnnualRevenue' on entity 'Account'"),
      ),
  },
  recordHidden: {
    setting: { user: SECOND_USER.id, id: OTHER_ACCOUNT },
    suffers: async (world) => {
      // A reconcile that takes what it does not see for deleted.
      const answer = await world.api('/query?q=SELECT+Id+FROM+Account', { user: SECOND_USER.id });
      const { records } = (await answer.json()) as { records: { Id: string }[] };
      const gone = !records.some(({ Id }) => Id === OTHER_ACCOUNT);
      return gone && world.org.record(OTHER_ACCOUNT)?.IsDeleted === false;
    },
  },
  valuesRewritten: {
    suffers: async (world) => {
      const written = { Name: ' Harbour Foods ', Credit_Limit__c: 1_000.005 };
      await patch(world, account, written);
      const back = (await (await world.api(account)).json()) as typeof written;
      return back.Name !== written.Name && back.Credit_Limit__c === 1_000.01;
    },
  },
  hostileScript: {
    setting: { source: 'steal()' },
    suffers: async ({ org }) => {
      const fetched = async (path: string) =>
        (await org.fetch(new Request(`https://${org.lightningHost}${path}`))).text();
      const [, first = ''] = /<script[^>]* src="([^"]+)"/.exec(await fetched('/lightning/page/home')) ?? [];
      return (await fetched(first)) === 'steal()';
    },
  },
};
