import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  answer,
  ERP,
  erpLine,
  type FakeNetwork,
  fakeNetwork,
  problemAnswer,
} from '../../../background/fakes/network.ts';
import { TransportError } from '../../../http/transportError.ts';
import type { CrmId, ErpId, LinkId, RunId } from '../../../sync/ids.ts';
import type { Prepare } from '../../../sync/ports.ts';
import type { RowOutcome } from '../../../sync/runState.ts';
import { erpClient } from '../../client.ts';
import { erpPorts } from './erpPorts.ts';

let network: FakeNetwork;
const heed = vi.fn();
const braked = vi.fn();
const ports = () => {
  const client = erpClient({ address: ERP, token: 't' }, { call: network.call, now: () => 0 });
  return erpPorts({
    use: (work) => work(client.sync),
    org: 'acme.my.salesforce.com',
    pair: { system: 'salesforce', object: 'Account', erpObject: 'customer' },
    lease: { crmUser: 'salesforce/acme/ida', browser: 'browser-0001' },
    mapping: async () => ({ version: 1 as never, rules: [] }),
    heed,
    braked,
    workedMs: () => 1_234,
  });
};
beforeEach(() => {
  network = fakeNetwork();
  heed.mockReset();
  braked.mockReset();
});

const LINK = '0198f1c2-0000-7000-8000-000000000001';
const prepare = (index: number): Prepare => ({
  link: `0198f1c2-0000-7000-8000-${String(index).padStart(12, '0')}` as LinkId,
  rev: 1 as never,
  mapping: 1 as never,
  erpVersion: null,
  base: {},
  open: [],
  close: [],
  losers: [],
  intended: [],
  pending: null,
  end: false,
  run: 'run-00000001' as RunId,
});
const bodies = () =>
  network.requests.map(
    ({ body }) => JSON.parse(body ?? 'null') as { rows: readonly object[] } & Record<string, unknown>,
  );

describe('a question that is not answered', () => {
  test.each([
    ['a timeout', () => Promise.reject(new TransportError('timeout')), { kind: 'lost' }],
    ['a broken connection', () => Promise.reject(new TransportError('unreachable')), { kind: 'lost' }],
    ['no network', () => Promise.reject(new TransportError('offline')), { kind: 'lost' }],
    ['503', () => problemAnswer(503), { kind: 'lost' }],
    ['an answer of another shape', () => answer(200, { rows: [{ kind: 'maybe' }] }), { kind: 'lost' }],
    ['an answer with a row too few', () => answer(200, { rows: [] }), { kind: 'lost' }],
    [
      'an answer with a row too many',
      () => answer(200, { rows: [{ kind: 'done' }, { kind: 'done' }] }),
      { kind: 'lost' },
    ],
    ['a page of somebody else', () => answer(403, '<html>'), { kind: 'lost' }],
    ['401', () => problemAnswer(401), { kind: 'notSent', reason: 'authExpired' }],
    ['403', () => problemAnswer(403), { kind: 'notSent', reason: 'forbidden' }],
    ['409', () => problemAnswer(409), { kind: 'notSent', reason: 'forbidden' }],
    ['413', () => problemAnswer(413), { kind: 'notSent', reason: 'forbidden' }],
    ['429', () => problemAnswer(429), { kind: 'notSent', reason: 'rateLimited' }],
  ])('%s is told apart from one that certainly had no effect', async (_, answered, expected) => {
    network.on(erpLine('POST sync/prepare'), answered);
    expect(await ports().erp.prepare([prepare(1)])).toEqual(expected);
    expect(heed).toHaveBeenCalledTimes(1);
  });

  test('a mistake of ours is not hidden as one', async () => {
    network.on(erpLine('POST sync/prepare'), () => {
      throw new TypeError('a mistake');
    });
    await expect(ports().erp.prepare([prepare(1)])).rejects.toThrow('a mistake');
  });
});

describe('rows', () => {
  test.each([0, 1, 199, 200, 201, 450])(
    '%i of them go in questions of at most 200, answered in their order',
    async (count) => {
      network.on(erpLine('POST sync/prepare'), ({ body }) => {
        const { rows } = JSON.parse(body ?? '') as { rows: unknown[] };
        return answer(200, { rows: rows.map(() => ({ kind: 'done' })) });
      });
      const rows = Array.from({ length: count }, (_, index) => prepare(index));
      expect(await ports().erp.prepare(rows)).toEqual({
        kind: 'answered',
        value: rows.map(() => ({ kind: 'done' })),
      });
      expect(bodies().flatMap((body) => body.rows)).toEqual(rows);
      expect(Math.max(0, ...bodies().map((body) => body.rows.length))).toBeLessThanOrEqual(200);
    },
  );

  test('of which a later part is lost are all lost: what was prepared runs out by itself', async () => {
    network.on(erpLine('POST sync/prepare'), ({ body }) => {
      const { rows } = JSON.parse(body ?? '') as { rows: unknown[] };
      if (rows.length < 200) throw new TransportError('timeout');
      return answer(200, { rows: rows.map(() => ({ kind: 'done' })) });
    });
    const rows = Array.from({ length: 250 }, (_, index) => prepare(index));
    expect(await ports().erp.prepare(rows)).toEqual({ kind: 'lost' });
  });
});

describe('a report', () => {
  const rows = (count: number): RowOutcome[] =>
    Array.from({ length: count }, (_, index) => ({
      record: `salesforce/acme.my.salesforce.com/Account/${index}` as CrmId,
      outcome: 'updated',
      reason: index === 0 ? 'x'.repeat(5_000) : null,
    }));
  const RUN = {
    id: 'run-00000001',
    user: 'ida',
    trigger: 'manual',
    link: null,
    state: 'finished',
    result: 'success',
  };
  const COUNTS = { created: 0, updated: 0, unchanged: 0, conflict: 0, failed: 0, seen: 0 };
  const told = { ...RUN, counts: COUNTS, startedAt: '2026-11-20T09:30:00Z', finishedAt: null };
  const send = async (count: number, ending: 'complete' | 'silent' | 'braked') => {
    network.on(erpLine('PUT sync/runs/run-00000001'), answer(200, told));
    return ports().erp.report({
      id: 'run-00000001' as RunId,
      trigger: 'manual',
      scope: { kind: 'all' },
      rows: rows(count),
      ending,
    });
  };

  test('of many rows goes in parts, of which the last ends the run', async () => {
    expect(await send(20_001, 'complete')).toEqual({ kind: 'answered', value: 'done' });
    expect(bodies().map(({ state, rows: part }) => [state, part.length])).toEqual([
      ['running', 10_000],
      ['running', 10_000],
      ['finished', 1],
    ]);
  });

  test('of none ends it too; a sentence is cut where it is too long', async () => {
    await send(0, 'silent');
    await send(1, 'complete');
    expect(bodies()[0]).toMatchObject({ state: 'finished', complete: false, rows: [], workedMs: 1_234 });
    expect(bodies()[1]).toMatchObject({ complete: true, rows: [{ reason: 'x'.repeat(2_000) }] });
  });

  test('of a run that the brake holds does not end it', async () => {
    await send(1, 'braked');
    expect(bodies()[0]).toMatchObject({ state: 'running' });
  });
});

describe('the brake', () => {
  const intention = {
    run: 'run-00000001' as RunId,
    counts: { creates: 0, updates: 500, clears: [], deletes: 0, moved: [] },
    sample: [],
  };
  const question = {
    id: 'run-00000001',
    user: 'ida',
    askedAt: '2026-11-20T09:30:00Z',
    counts: intention.counts,
    reasons: [{ limit: 'deletes', message: 'Twelve records would be deleted.' }],
    sample: [],
    needsSecond: false,
    approved: null,
  };

  test('that says no is heard, with its sentences', async () => {
    network.on(erpLine('POST sync/brake'), answer(200, { kind: 'ask', question }));
    expect(await ports().erp.brake(intention)).toEqual({
      kind: 'answered',
      value: { kind: 'ask', reasons: ['Twelve records would be deleted.'] },
    });
    expect(braked).toHaveBeenCalledWith(expect.objectContaining({ id: 'run-00000001' }));
  });

  test('that lets it go says nothing', async () => {
    network.on(erpLine('POST sync/brake'), answer(200, { kind: 'go' }));
    expect(await ports().erp.brake(intention)).toEqual({ kind: 'answered', value: { kind: 'go' } });
    expect(braked).not.toHaveBeenCalled();
  });
});

describe('ERP records', () => {
  test('are read as they stand; what is deleted says what it last was', async () => {
    const fields = { name: { kind: 'value', value: 'Alder Works' } };
    network.on(
      erpLine('POST sync/records'),
      answer(200, {
        records: [
          {
            kind: 'found',
            id: 'customer/C1',
            version: '3',
            modifiedAt: null,
            readAt: 9,
            fields,
            openDocuments: true,
          },
          { kind: 'deleted', fields },
          { kind: 'deleted', fields: null },
          { kind: 'absent' },
        ],
      }),
    );
    const cell = { seen: fields.name, changedAt: null, history: null };
    const ids = ['customer/C1', 'customer/C2', 'customer/C3', 'customer/C4'] as unknown as ErpId[];
    expect(await ports().erpRecords.read(ids)).toEqual({
      kind: 'answered',
      value: [
        {
          kind: 'found',
          id: 'customer/C1',
          version: '3',
          modifiedAt: 0,
          readAt: 9,
          cells: { name: cell },
          openDocuments: true,
        },
        { kind: 'deleted', mergedInto: null, last: { name: cell } },
        { kind: 'deleted', mergedInto: null, last: null },
        { kind: 'absent' },
      ],
    });
  });

  test('are never written past the transaction that prepares them', async () => {
    expect(await ports().erpRecords.write([])).toEqual({ kind: 'notSent', reason: 'forbidden' });
    expect(network.requests).toEqual([]);
  });
});

test('a lease that nobody asks for is granted without a question', async () => {
  network.on(erpLine('POST sync/leases'), answer(200, { lease: 'taken', until: '2026-11-20T09:30:00Z' }));
  expect(await ports().erp.lease()).toEqual({ kind: 'answered', value: 'taken' });
  const client = erpClient({ address: ERP, token: 't' }, { call: network.call, now: () => 0 });
  const alone = erpPorts({
    use: (work) => work(client.sync),
    org: 'o',
    pair: { system: 'salesforce', object: 'Account', erpObject: 'customer' },
    lease: null,
    mapping: async () => ({ version: 1 as never, rules: [] }),
    heed,
    braked,
    workedMs: null,
  });
  expect(await alone.erp.lease()).toEqual({ kind: 'answered', value: 'granted' });
  expect(network.count(erpLine('POST sync/leases'))).toBe(1);
});

test('a link that two dirty things name is read once', async () => {
  const link = {
    id: LINK,
    rev: 1,
    crm: 'salesforce/acme.my.salesforce.com/Account/1',
    erp: 'customer/C1',
    aliases: [],
    base: {},
    conflicts: [],
    pending: null,
  };
  network.on(
    erpLine('POST sync/links'),
    answer(200, {
      views: [
        { link, pending: 'none' },
        { link, pending: 'none' },
      ],
    }),
  );
  expect(await ports().erp.links([{ kind: 'link', id: LINK as LinkId }])).toEqual({
    kind: 'answered',
    value: [{ link, pending: 'none' }],
  });
  expect(bodies()[0]).toMatchObject({
    of: { org: 'acme.my.salesforce.com', object: 'Account', erpObject: 'customer' },
  });
});
