// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest';
import {
  idOf,
  openObject,
  type SyncWorld,
  syncWorld,
  value,
} from '../../../../test/crm/hubspotSync.fixture.ts';
import type { FieldName } from '../../../sync/ids.ts';
import type { CrmObjectSync } from '../../syncPort.ts';

const ORDER = idOf('order', '31');
const DEAL = 'associations.deal' as FieldName;
const NUMBER = 'hs_order_name' as FieldName;

let world: SyncWorld;
let crm: CrmObjectSync['crm'];
beforeEach(async () => {
  world = syncWorld({
    portal: {
      records: {
        orders: [{ id: '31', properties: { hs_order_name: 'SO-1' } }],
        deals: ['7', '8'].map((id) => ({ id, properties: { dealname: `Deal ${id}` } })),
      },
    },
  });
  ({ crm } = await openObject(world, 'order', NUMBER, DEAL));
});

const write = async (to: string | null, number?: string) => {
  const written = to === null ? { kind: 'cleared' as const } : { kind: 'value' as const, value: to };
  const fields = {
    [DEAL]: written,
    ...(number === undefined ? {} : { [NUMBER]: { kind: 'value', value: number } }),
  };
  const change = { kind: 'fields' as const, fields: fields as never };
  return value(await crm.write([{ id: ORDER, change, expected: null }]))[0];
};
const deals = () =>
  world.portal.associations.of({ type: 'orders', id: '31' }, 'deals').map(({ to }) => to.id);
const joined = (to: string) => ({
  kind: 'written',
  id: ORDER,
  stored: { [DEAL]: { kind: 'value', value: to } },
});
/** Of what is written besides properties. */
const calls = () =>
  world.hubspot.calls
    .filter((call) => /^(PUT|DELETE) /.test(call))
    .map((call) => call.split('/associations')[0]);

describe('what an order belongs to', () => {
  test('is joined with it, then another in its place, then none; each is read back so', async () => {
    for (const to of ['7', '8']) {
      expect(await write(to)).toEqual(joined(to));
      expect(deals()).toEqual([to]);
      expect(value(await crm.read([ORDER]))).toMatchObject([{ cells: { [DEAL]: { seen: { value: to } } } }]);
    }
    expect(await write(null)).toMatchObject({ kind: 'written', stored: { [DEAL]: { kind: 'blank' } } });
    expect(deals()).toEqual([]);
    expect(world.hubspot.contractViolations).toEqual([]);
  });

  test('that it belongs to already, or that is none already, is not written again', async () => {
    await write('7');
    const before = calls();
    expect(await write('7')).toEqual(joined('7'));
    expect(calls()).toEqual(before);
    await write(null);
    const parted = calls();
    expect(await write(null)).toMatchObject({ stored: { [DEAL]: { kind: 'blank' } } });
    expect(calls()).toEqual(parted);
  });

  test('goes with its properties, which are told beside it', async () => {
    expect(await write('7', 'SO-2')).toMatchObject({
      kind: 'written',
      stored: { [DEAL]: { value: '7' }, [NUMBER]: { value: 'SO-2' } },
    });
  });

  test.each(['G01', '404404'])('is refused where %s is no record, and stays what it was', async (to) => {
    expect(await write(to)).toMatchObject({ kind: 'refused', fields: [DEAL] });
    expect(deals()).toEqual([]);
  });

  test('is in doubt where a part of the row was written and the rest refused', async () => {
    expect(await write('404404', 'SO-2')).toBeUndefined();
    await write('7');
    expect(await write('404404')).toBeUndefined();
    expect(deals()).toEqual([]);
  });

  test('is in doubt where nothing was heard, and stale where nothing was sent', async () => {
    const isJoin = (_: string, path: string) => path.includes('/associations/default/');
    world.hubspot.failNext(503, 1, isJoin);
    expect(await write('7')).toBeUndefined();
    world.hubspot.failNext(429, Number.POSITIVE_INFINITY, isJoin);
    expect(await write('7')).toMatchObject({ kind: 'stale' });
    expect(deals()).toEqual([]);
  });

  test('is left to another look where it is joined with several by now', async () => {
    for (const id of ['7', '8'])
      world.portal.associations.join({ type: 'orders', id: '31' }, { type: 'deals', id });
    expect(await write('7')).toMatchObject({ kind: 'stale' });
    expect(deals()).toEqual(['7', '8']);
  });

  test('is not touched where the properties of its row were refused', async () => {
    const { body } = await world.call('DELETE', '/crm/objects/2026-09/orders/31');
    expect(body).toBeDefined();
    expect(await write('7', 'SO-2')).toMatchObject({ kind: 'gone' });
    expect(deals()).toEqual([]);
  });

  test('is written where associations have only their date-based path', async () => {
    world.state.wire = async (request, deliver) =>
      /\/v4\/objects\//.test(request.url)
        ? Response.json(
            { status: 'error', message: 'No such path', category: 'OBJECT_NOT_FOUND' },
            { status: 404 },
          )
        : deliver(request);
    expect(await write('8')).toEqual(joined('8'));
  });
});
