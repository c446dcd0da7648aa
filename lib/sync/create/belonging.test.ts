import { expect, test, vi } from 'vitest';
import {
  answered,
  engineOf,
  found,
  mappingOf,
  ofCrm,
  ofErp,
  readAndSync,
  rule,
} from '../../../test/setup/engine.ts';
import type { CrmId, ErpId, FieldName, TwinKey } from '../ids.ts';
import { asValue } from '../value.ts';
import type { Creator } from './creator.ts';
import type { CreatePorts, Settled, Standing } from './ports.ts';

const U = 'U' as CrmId;
const V = 'V' as ErpId;
const REASON = { code: 'notLinked', message: 'Its account has no link yet.' };

/** One unlinked record on each side, and what the ERP API says of it. */
const meeting = (standing: Standing, settled: Settled) => {
  const settle = vi.fn<CreatePorts['twins']['settle']>((rows) =>
    Promise.resolve(answered(rows.map(() => settled))),
  );
  const make = vi.fn<Creator<CrmId>['create']>((rows) =>
    Promise.resolve(answered(rows.map(() => ({ kind: 'refused' as const, fields: [], reason: REASON })))),
  );
  const create = {
    twins: {
      look: (rows: readonly unknown[]) => Promise.resolve(answered(rows.map(() => standing))),
      settle,
      release: () => Promise.resolve(answered('done')),
    },
    keyOf: ({ id }: { readonly id: string }) => `key ${id}` as TwinKey,
    references: [{ crmField: 'Account' as FieldName, erpField: 'customer' as FieldName }],
    crm: { capabilities: { unique: true, visibleMs: 0 }, create: make },
    erp: 'inTransaction',
  } as unknown as CreatePorts;
  const fakes = engineOf(mappingOf(rule('x')), { create });
  fakes.crm.records.set(U, found(U, { X: 'u', Account: '001A' }));
  fakes.erpRecords.records.set(V, found(V, { x: 'v' }));
  return { ...fakes, settle, make };
};

test('a record that waits for what it belongs to is remembered and said so of, and nothing is left to do', async () => {
  const waiting = { kind: 'waiting', reason: REASON } as const;
  const { settle, ...fakes } = meeting(waiting, waiting);
  const result = await readAndSync(fakes, [ofCrm('U')], false);
  expect(settle.mock.calls[0]?.[0]).toMatchObject([
    { kind: 'wait', of: { side: 'crm', id: 'U' }, references: { customer: asValue('001A') } },
  ]);
  expect(result).toMatchObject({
    outcomes: [{ record: 'U', outcome: 'unchanged', reason: 'notLinked: Its account has no link yet.' }],
    again: [],
  });
});

test('a twin is made with what it is to belong to, beside the values of its rules', async () => {
  const free = { kind: 'free', candidates: [], wanted: false } as const;
  const given = { Account: '001A' } as Record<FieldName, string>;
  const { make, ...fakes } = meeting(free, { kind: 'claimed', attempt: 1, holdMs: 90_000, given });
  await readAndSync(fakes, [ofErp('V')]);
  expect(make.mock.calls[0]?.[0]).toEqual([
    { key: 'key V', fields: { X: asValue('v'), Account: asValue('001A') } },
  ]);
});
