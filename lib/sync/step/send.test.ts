import { expect, test } from 'vitest';
import {
  A,
  ABSENT,
  answered,
  deleted,
  engineOf,
  found,
  LOST,
  mappingOf,
  OFFLINE,
  pendingOf,
  rule,
} from '../../../test/setup/engine.ts';
import type { SideCapabilities } from '../capabilities.ts';
import type { CrmId, IntentId, LinkId, Rev, Version } from '../ids.ts';
import type { Pending, PendingField } from '../link.ts';
import { asValue, BLANK } from '../value.ts';
import type { Intent } from './intent.ts';
import { send } from './send.ts';

const NONE: SideCapabilities = { locking: 'none', history: false, stampMs: null };
const HISTORY: SideCapabilities = { locking: 'none', history: true, stampMs: null };

const field = (name: string, after: string | null = 'new'): PendingField =>
  ({
    rule: name,
    unit: `field:${name}`,
    fields: { crm: name.toUpperCase(), erp: name },
    crm: {
      kind: 'write',
      before: asValue('old'),
      after: after === null ? { kind: 'cleared' } : asValue(after),
      mark: null,
    },
    erp: { kind: 'kept', stored: asValue('kept') },
  }) as unknown as PendingField;

const intentOf = (more: Partial<Intent> = {}, pending: Partial<Pending> = {}, id: CrmId = A): Intent => ({
  link: `L${id}` as LinkId,
  rev: 2 as Rev,
  pending: pendingOf({ intentId: `I${id}` as IntentId, fields: [field('x')], ...pending }),
  crm: found(id, { X: 'old' }),
  erp: null,
  sendBefore: 1_000,
  ...more,
});

const setUp = (capabilities?: SideCapabilities) => {
  const fakes = engineOf(mappingOf(rule('x')));
  if (capabilities !== undefined) fakes.crm.capabilities = capabilities;
  fakes.crm.records.set(A, found(A, { X: 'old' }));
  const go = async (...intents: readonly Intent[]) => {
    const sent = await send(
      fakes.engine,
      'crm',
      fakes.crm,
      intents.flatMap((intent) => (intent.crm === null ? [] : [{ intent, reading: intent.crm }])),
    );
    return intents.map((intent) => sent.get(intent));
  };
  return { ...fakes, go };
};

test('the version that was read is what is replaced, and only what is to be written is sent', async () => {
  const { crm, go } = setUp();
  const [sent] = await go(intentOf({}, { fields: [field('x'), field('y', null)] }));
  expect(sent).toEqual({ kind: 'written', stored: { X: asValue('new'), Y: BLANK }, after: null });
  expect(crm.write.mock.calls).toEqual([
    [
      [
        {
          id: A,
          change: { kind: 'fields', fields: { X: asValue('new'), Y: { kind: 'cleared' } } },
          expected: 'v1',
        },
      ],
    ],
  ]);
  // It can name the version and says what it stored: there is nothing to look at, before or after.
  expect(crm.read).not.toHaveBeenCalled();
});

test('the half that is kept is not sent', async () => {
  const { crm, go } = setUp();
  const kept = { ...field('y'), crm: { kind: 'kept', stored: asValue('k') } } as const;
  await go(intentOf({}, { fields: [field('x'), kept] }));
  expect(crm.write.mock.calls[0]?.[0][0]?.change).toEqual({ kind: 'fields', fields: { X: asValue('new') } });
});

test.each([undefined, NONE])(
  'nothing is sent once its time is up, and what is due is sent to the last moment',
  async (capabilities) => {
    const { crm, clock, go } = setUp(capabilities);
    clock.now = 1_001;
    expect(await go(intentOf())).toEqual([{ kind: 'notSent' }]);
    expect(crm.read).not.toHaveBeenCalled();
    expect(crm.write).not.toHaveBeenCalled();
    clock.now = 1_000;
    expect(await go(intentOf())).toMatchObject([{ kind: 'written' }]);
  },
);

test('of two, the one whose time is up is left out, before the look as well', async () => {
  const { crm, clock, go } = setUp(NONE);
  const B = 'B' as CrmId;
  crm.records.set(B, found(B, { X: 'old' }));
  clock.now = 1_500;
  const sent = await go(intentOf(), intentOf({ sendBefore: 2_000 }, {}, B));
  expect(sent).toMatchObject([{ kind: 'notSent' }, { kind: 'written' }]);
  expect(crm.read.mock.calls[0]).toEqual([[B]]);
  expect(crm.write.mock.calls.flat(2).map(({ id }) => id)).toEqual([B]);
});

test('a worker that slept over the look before sends nothing', async () => {
  const { crm, clock, go } = setUp(NONE);
  crm.read.mockImplementationOnce((ids) => {
    clock.now = 5_000;
    return Promise.resolve(answered(ids.map(() => found(A, { X: 'old' }))));
  });
  expect(await go(intentOf())).toEqual([{ kind: 'notSent' }]);
  expect(crm.write).not.toHaveBeenCalled();
});

test('with nothing to send nobody is asked anything', async () => {
  const { crm, go } = setUp(NONE);
  expect(await go()).toEqual([]);
  expect(crm.read).not.toHaveBeenCalled();
  expect(crm.write).not.toHaveBeenCalled();
});

test.each([
  ['somebody has written it', found(A, { X: 'typed' }, { version: 'v2' as Version })],
  ['another record answers under its id', found('S' as CrmId, { X: 'old' })],
  ['it is deleted', deleted<CrmId>()],
  ['it is not there', ABSENT],
])('without a lock it is looked at just before, and left alone where %s', async (_, now) => {
  const { crm, go } = setUp(NONE);
  crm.records.set(A, now);
  expect(await go(intentOf())).toEqual([{ kind: 'notSent' }]);
  expect(crm.write).not.toHaveBeenCalled();
});

test('without a lock nothing is sent where the look had no answer, or one row too few', async () => {
  const { crm, go } = setUp(NONE);
  crm.read.mockResolvedValueOnce(LOST).mockResolvedValueOnce(answered([]));
  expect(await go(intentOf())).toEqual([{ kind: 'notSent' }]);
  expect(await go(intentOf())).toEqual([{ kind: 'notSent' }]);
  expect(crm.write).not.toHaveBeenCalled();
});

test('without a lock no version is named, and what the answer says is not looked at again', async () => {
  const { crm, go } = setUp(NONE);
  expect(await go(intentOf())).toMatchObject([{ kind: 'written', after: null }]);
  expect(crm.write.mock.calls[0]?.[0][0]?.expected).toBeNull();
  expect(crm.read).toHaveBeenCalledTimes(1);
});

test('what never left is not sent; what left and was not answered is unknown', async () => {
  const { crm, go } = setUp();
  crm.write.mockResolvedValueOnce(OFFLINE).mockResolvedValueOnce(LOST).mockResolvedValueOnce(answered([]));
  expect(await go(intentOf())).toEqual([{ kind: 'notSent' }]);
  expect(await go(intentOf())).toEqual([{ kind: 'unknown' }]);
  expect(await go(intentOf())).toEqual([{ kind: 'unknown' }]);
});

test.each(['stale', 'gone'] as const)('a record that is %s was not written', async (kind) => {
  const { crm, go } = setUp();
  crm.write.mockResolvedValueOnce(answered([{ kind }]));
  expect(await go(intentOf())).toEqual([{ kind: 'notSent' }]);
});

test('a refusal comes with its fields and the side’s own sentence', async () => {
  const { crm, go } = setUp();
  const reason = { code: 'RULE', message: 'No.' };
  crm.write.mockResolvedValueOnce(answered([{ kind: 'refused', fields: ['X' as never], reason }]));
  expect(await go(intentOf())).toEqual([{ kind: 'refused', fields: ['X'], reason }]);
  expect(crm.read).not.toHaveBeenCalled();
});

test('a write that landed on the survivor of a merge is unknown: what stood there was never read', async () => {
  const { crm, go } = setUp();
  crm.write.mockResolvedValueOnce(answered([{ kind: 'written', id: 'S' as CrmId, stored: {} }]));
  expect(await go(intentOf())).toEqual([{ kind: 'unknown' }]);
});

test('where the answer does not say what was stored, the record is read back', async () => {
  const { crm, go } = setUp();
  crm.write.mockResolvedValueOnce(answered([{ kind: 'written', id: A, stored: null }]));
  const after = found(A, { X: 'NEW' });
  crm.records.set(A, after);
  expect(await go(intentOf())).toEqual([{ kind: 'written', stored: null, after }]);
  expect(crm.read.mock.calls).toEqual([[[A]]]);
});

test.each([LOST, answered([])])(
  'where it cannot be read back, nobody knows what stands there',
  async (answer) => {
    const { crm, go } = setUp();
    crm.write.mockResolvedValueOnce(answered([{ kind: 'written', id: A, stored: null }]));
    crm.read.mockResolvedValueOnce(answer);
    expect(await go(intentOf())).toEqual([{ kind: 'unknown' }]);
  },
);

test('a history without a lock is always looked at afterwards: it tells what was overwritten unread', async () => {
  const { crm, go } = setUp(HISTORY);
  const [sent] = await go(intentOf());
  expect(sent).toMatchObject({ kind: 'written', after: { kind: 'found', version: 'w1' } });
  expect(crm.read).toHaveBeenCalledTimes(2);
});

test('a history beside a lock has nothing to tell that the lock did not', async () => {
  const { crm, go } = setUp({ ...HISTORY, locking: 'lock' });
  expect(await go(intentOf())).toMatchObject([{ kind: 'written', after: null }]);
  expect(crm.read).not.toHaveBeenCalled();
});

test('an archived record is looked at afterwards only where no lock guarded it', async () => {
  const locked = setUp();
  expect(await locked.go(intentOf({}, { archive: 'crm', fields: [] }))).toEqual([
    { kind: 'written', stored: null, after: null },
  ]);
  expect(locked.crm.write.mock.calls[0]?.[0][0]?.change).toEqual({ kind: 'archive' });
  expect(locked.crm.read).not.toHaveBeenCalled();
  const open = setUp(NONE);
  expect(await open.go(intentOf({}, { archive: 'crm', fields: [] }))).toMatchObject([
    { kind: 'written', stored: null, after: { kind: 'deleted' } },
  ]);
});

test('the archiving of the other record sends fields here', async () => {
  const { crm, go } = setUp();
  await go(intentOf({}, { archive: 'erp' }));
  expect(crm.write.mock.calls[0]?.[0][0]?.change.kind).toBe('fields');
});

test('of many rows each has its own answer, and only those that need it are read back', async () => {
  const { crm, go } = setUp();
  const [B, C] = ['B' as CrmId, 'C' as CrmId];
  crm.records.set(B, found(B, { X: 'NEW' }));
  crm.write.mockResolvedValueOnce(
    answered([
      { kind: 'written', id: A, stored: {} },
      { kind: 'written', id: B, stored: null },
      { kind: 'stale' },
    ]),
  );
  const sent = await go(intentOf(), intentOf({}, {}, B), intentOf({}, {}, C));
  expect(sent).toEqual([
    { kind: 'written', stored: {}, after: null },
    { kind: 'written', stored: null, after: found(B, { X: 'NEW' }) },
    { kind: 'notSent' },
  ]);
  expect(crm.read.mock.calls).toEqual([[[B]]]);
});
