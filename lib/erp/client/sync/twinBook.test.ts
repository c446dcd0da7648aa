import { beforeEach, expect, test, vi } from 'vitest';
import {
  answer,
  ERP,
  erpLine,
  type FakeNetwork,
  fakeNetwork,
  problemAnswer,
} from '../../../background/fakes/network.ts';
import type { CrmId, ErpId, RunId, TwinKey } from '../../../sync/ids.ts';
import { erpClient } from '../../client.ts';
import { twinBook } from './twinBook.ts';

let network: FakeNetwork;
const heed = vi.fn();
const PAIR = {
  system: 'salesforce',
  org: 'acme.my.salesforce.com',
  object: 'Quote',
  erpObject: 'quote',
  host: 'acme.lightning.force.com',
} as const;
const book = (tenant = 'acme') => {
  const client = erpClient({ address: ERP, token: 't' }, { call: network.call, now: () => 0 });
  return twinBook({ use: (work) => work(client.sync.twins), pair: PAIR, tenant, heed });
};
beforeEach(() => {
  network = fakeNetwork();
  heed.mockReset();
});

const LINK = '0198f1c2-0000-7000-8000-000000000001';
const QUOTE = { side: 'erp', id: 'quote/Q1' as ErpId } as const;
const KEY = 'k'.repeat(64) as TwinKey;
const body = () => JSON.parse(network.requests.at(-1)?.body ?? 'null') as Record<string, unknown>;

test('whose twin a record is, is the same for everybody who looks for it, and another one for another tenant', async () => {
  network.on(erpLine('POST sync/twins/look'), answer(200, { rows: [{ kind: 'asked' }] }));
  const keys = [];
  for (const tenant of ['acme', 'acme', 'umbra']) {
    const { twins, keyOf } = book(tenant);
    expect(() => keyOf(QUOTE)).toThrow('not looked for');
    expect(await twins.look([{ of: QUOTE, identity: {}, references: {}, twinKey: null }])).toEqual({
      kind: 'answered',
      value: [{ kind: 'asked' }],
    });
    keys.push(keyOf(QUOTE));
  }
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(body()).toMatchObject({ pair: PAIR, rows: [{ of: QUOTE }] });
});

test('what was made is told, given back, doubted and suspected, each as the ERP API takes it', async () => {
  const { twins } = book();
  const answered = <T>(value: T) => ({ kind: 'answered', value });
  network.on(
    erpLine('POST sync/twins/settle'),
    answer(200, { rows: [{ kind: 'claimed', attempt: 1, holdMs: 9, given: { AccountId: '001A' } }] }),
  );
  expect(
    await twins.settle([
      {
        kind: 'claim',
        key: KEY,
        of: QUOTE,
        run: 'run-00000001' as RunId,
        mapping: 1 as never,
        identity: {},
        references: {},
        candidates: [],
        draft: { fields: [] },
        visibleMs: 30_000,
      },
    ]),
  ).toEqual(answered([{ kind: 'claimed', attempt: 1, holdMs: 9, given: { AccountId: '001A' } }]));
  network.on(erpLine('POST sync/twins/record'), answer(200, { rows: [{ kind: 'twin', link: LINK }] }));
  const crm = 'salesforce/acme.my.salesforce.com/Quote/0Q0000000000001AAA' as CrmId;
  expect(
    await twins.record([
      { key: KEY, attempt: 1, run: 'run-00000001' as RunId, id: crm, base: {}, outcomes: [], others: [] },
    ]),
  ).toEqual(answered([{ kind: 'twin', link: LINK }]));
  network.on(erpLine('POST sync/twins/release'), answer(200, { done: true }));
  expect(await twins.release([{ key: KEY, attempt: 1, ask: null }])).toEqual(answered('done'));
  network.on(
    erpLine('POST sync/twins/doubts'),
    answer(200, { doubts: [{ key: KEY, side: 'crm', known: [crm] }] }),
  );
  expect(await twins.doubts()).toEqual(answered([{ key: KEY, side: 'crm', known: [crm] }]));
  network.on(erpLine('POST sync/twins/suspects'), answer(200, { done: true }));
  expect(await twins.suspect(KEY, [crm])).toEqual(answered('done'));
  expect(body()).toEqual({ key: KEY, ids: [crm] });
});

test('an answer that was not heard may have been an effect; a refusal was none', async () => {
  const { twins } = book();
  expect(await twins.record([])).toEqual({ kind: 'answered', value: [] });
  const row = { key: KEY, attempt: 1, ask: null };
  expect(await twins.release([row])).toEqual({ kind: 'lost' });
  network.on(erpLine('POST sync/twins/release'), problemAnswer(403));
  expect(await twins.release([row])).toEqual({ kind: 'notSent', reason: 'forbidden' });
  expect(heed).toHaveBeenCalledTimes(2);
});
