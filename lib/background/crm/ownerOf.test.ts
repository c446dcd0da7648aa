// @vitest-environment node
import { expect, test } from 'vitest';
import { START, syncWorld } from '../../../test/crm/hubspotSync.fixture.ts';
import { ALL_SCOPES, KEY } from '../../../test/world/hubspot/fixture.ts';
import { fixedSession } from '../../crm/scriptedApi.fixture.ts';
import { httpCaller } from '../../http/call.ts';
import { ownerOf } from './ownerOf.ts';

const owners = [
  { id: '41', userId: 7, email: 'ida@acme.example', firstName: 'Ida', lastName: 'Holm' },
  { id: '42', userId: 8, email: 'bob@acme.example', firstName: 'Bob', lastName: 'Lund' },
];
const portal = (scopes: readonly string[]) => {
  const { hubspot } = syncWorld({
    portal: { owners },
    serviceKeys: [{ key: KEY, portalId: '4711', scopes }],
  });
  const call = httpCaller({ isOnline: () => true, fetch: (request) => hubspot.fetch(request) });
  const ask = (email: string) => ownerOf(fixedSession(KEY), email, { call, now: () => START });
  return { hubspot, ask };
};

test('a portal tells the id that its records name a person by, which is not that of the user', async () => {
  const { ask } = portal(ALL_SCOPES);
  expect(await ask('bob@acme.example')).toBe('42');
  expect(await ask('nobody@acme.example')).toBeNull();
});

test('an app that may not read owners does without', async () => {
  expect(await portal(['crm.objects.companies.read']).ask('bob@acme.example')).toBeNull();
});

test('a portal that does not answer just now has not said that a person owns nothing', async () => {
  const { hubspot, ask } = portal(ALL_SCOPES);
  hubspot.failNext(503);
  await expect(ask('bob@acme.example')).rejects.toMatchObject({ failure: { code: 'crm.server' } });
});
