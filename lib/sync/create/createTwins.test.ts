// Long because both directions make their twins under the same interruptions, side by side.
import { describe, expect, test, vi } from 'vitest';
import {
  A,
  answered,
  cells,
  deleted,
  engineOf,
  found,
  LOST,
  linkOf,
  mappingOf,
  OFFLINE,
  ofCrm,
  ofErp,
  RUN,
  readAndSync,
  rule,
} from '../../../test/setup/engine.ts';
import type { CrmId, ErpId, FieldName, LinkId, TwinKey } from '../ids.ts';
import type { Dirty } from '../ports.ts';
import { protocol } from '../protocol.ts';
import type { syncBatch } from '../syncBatch.ts';
import { asValue, BLANK } from '../value.ts';
import type { CreateOutcome, Creator } from './creator.ts';
import { referredBy } from './draft.ts';
import type { Candidate, CreatePorts, Settled, Standing, TwinBook } from './ports.ts';
import { tellLateTwins } from './sweep.ts';

const [T, U] = ['T' as ErpId, 'U' as ErpId];
const Q = 'Q' as ErpId;
const reason = { code: 'RULE', message: 'No.' };
const free = (candidates: readonly Candidate[] = [], wanted = false): Standing => ({
  kind: 'free',
  candidates,
  wanted,
});
const like = (id: string, certain: boolean): Candidate => ({ id: id as ErpId, certain, linked: false });
const claimed = (attempt = 1, more: object = {}): Settled =>
  ({ kind: 'claimed', attempt, holdMs: 60_000, given: {}, ...more }) as Settled;

const creatorOf = <Id extends CrmId | ErpId>(made: Id) => {
  const create: Creator<Id>['create'] = (rows) =>
    Promise.resolve(
      answered(
        rows.map(
          ({ fields }, index): CreateOutcome<Id> => ({
            kind: 'created',
            id: (index === 0 ? made : `${made}${index}`) as Id,
            stored: fields,
          }),
        ),
      ),
    );
  const withKey: Creator<Id>['withKey'] = (keys) => Promise.resolve(answered(keys.map(() => [])));
  return {
    capabilities: { unique: true, visibleMs: 5_000 },
    create: vi.fn(create),
    withKey: vi.fn(withKey),
  };
};

/** The CRM records `A` and `B` and the ERP record `Q` have no link; whatever is made in the ERP is called `T`. */
/** Of what was met, the records. */
const metOf = async (batch: ReturnType<typeof syncBatch>) => {
  const result = await batch;
  return result === null ? null : { ...result, met: [...result.met.keys()] };
};

const setUp = (more: Partial<CreatePorts> = {}) => {
  const book = {
    look: vi.fn<TwinBook['look']>((rows) => Promise.resolve(answered(rows.map(() => free())))),
    settle: vi.fn<TwinBook['settle']>((rows) => Promise.resolve(answered(rows.map(() => claimed())))),
    record: vi.fn<TwinBook['record']>((rows) =>
      Promise.resolve(answered(rows.map(({ id }) => ({ kind: 'twin', link: `L${id}` as LinkId })))),
    ),
    release: vi.fn<TwinBook['release']>(() => Promise.resolve(answered('done'))),
    doubts: vi.fn<TwinBook['doubts']>(() => Promise.resolve(answered([]))),
    suspect: vi.fn<TwinBook['suspect']>(() => Promise.resolve(answered('done'))),
  };
  const erp = creatorOf<ErpId>(T);
  const crm = creatorOf<CrmId>('C' as CrmId);
  const create: CreatePorts = {
    twins: book,
    keyOf: ({ side, id }) => `key ${side} ${id}` as TwinKey,
    references: [{ crmField: 'PARENT' as FieldName, erpField: 'parent' as FieldName }],
    crm,
    erp,
    ...more,
  };
  const fakes = engineOf(mappingOf(rule('x'), rule('y')), { create });
  for (const id of [A, 'B' as CrmId]) fakes.crm.records.set(id, found(id, { X: `${id} name`, Y: null }));
  fakes.erpRecords.records.set(Q, found(Q, { x: 'q name', y: null }));
  const sync = (dirty: readonly Dirty[] = [ofCrm('A')], mayWrite = true) =>
    metOf(readAndSync(fakes, dirty, mayWrite));
  return { ...fakes, twins: book, creator: { erp, crm }, sync };
};
const row = (record: string, outcome: string, why: string | null = null) => ({
  record,
  outcome,
  reason: why,
});

test('a twin that was made just now, and is too fresh to be looked at again, is made and has not failed', async () => {
  const { sync, twins, erp, erpRecords, book } = setUp();
  erpRecords.records.set(T, found(T, { x: 'A name', y: 'only here' }));
  book.put(linkOf({ erp: T }));
  twins.settle.mockResolvedValue(answered([{ kind: 'linked', link: 'L' as LinkId, made: true }]));
  twins.look.mockResolvedValue(answered([free()]));
  erp.links.mockResolvedValueOnce(answered([]));
  erp.prepare.mockResolvedValue(answered([{ kind: 'stale' }]));
  expect(await sync([ofCrm('B')])).toMatchObject({ outcomes: [row('L', 'created')] });
});

describe('a record without a link', () => {
  test('gets its twin: claimed, made with the key, recorded as linked', async () => {
    const { sync, twins, creator } = setUp();
    expect(await sync()).toEqual({ outcomes: [row('LT', 'created')], again: [], met: [A] });
    const draft = {
      fields: [
        {
          rule: 'x',
          unit: 'field:x',
          fields: { crm: 'X', erp: 'x' },
          crm: { kind: 'kept', stored: asValue('A name') },
          erp: { kind: 'write', before: BLANK, after: asValue('A name'), mark: null },
        },
      ],
    };
    expect(twins.settle.mock.calls).toEqual([
      [
        [
          {
            key: 'key crm A',
            of: { side: 'crm', id: 'A' },
            run: RUN,
            mapping: 1,
            identity: { x: asValue('A name'), y: BLANK },
            references: {},
            candidates: [],
            kind: 'claim',
            draft,
            visibleMs: 5_000,
          },
        ],
      ],
    ]);
    expect(creator.erp.withKey).not.toHaveBeenCalled();
    expect(creator.erp.create.mock.calls).toEqual([
      [[{ key: 'key crm A', fields: { x: asValue('A name') } }]],
    ]);
    expect(twins.record.mock.calls).toEqual([
      [
        [
          {
            key: 'key crm A',
            attempt: 1,
            run: RUN,
            id: T,
            others: [],
            base: { x: { crm: asValue('A name'), erp: asValue('A name') } },
            outcomes: [{ rule: 'x', side: 'erp', outcome: 'confirmed', stored: asValue('A name') }],
          },
        ],
      ],
    ]);
    expect(twins.release).not.toHaveBeenCalled();
  });

  test('the same from the ERP to the CRM', async () => {
    const { sync, twins, creator } = setUp();
    expect(await sync([ofErp('Q')])).toMatchObject({ outcomes: [row('LC', 'created')], met: [] });
    expect(creator.crm.create.mock.calls).toEqual([
      [[{ key: 'key erp Q', fields: { X: asValue('q name') } }]],
    ]);
    expect(creator.erp.create).not.toHaveBeenCalled();
    expect(twins.record.mock.calls[0]?.[0]).toMatchObject([
      {
        id: 'C',
        base: { x: { crm: asValue('q name'), erp: asValue('q name') } },
        outcomes: [{ side: 'crm' }],
      },
    ]);
  });

  test('is remembered in the CRM as the CRM stored it', async () => {
    const { sync, twins, creator } = setUp();
    const stored = { ['X' as FieldName]: asValue('Q NAME') };
    creator.crm.create.mockResolvedValueOnce(answered([{ kind: 'created', id: 'C' as CrmId, stored }]));
    await sync([ofErp('Q')]);
    expect(twins.record.mock.calls[0]?.[0]).toMatchObject([
      { base: { x: { crm: asValue('Q NAME'), erp: asValue('q name') } } },
    ]);
  });

  test('is one without a link by any of its ids, and a link that is gone is no record', async () => {
    const { sync, twins, book, erpRecords } = setUp();
    book.put(linkOf({ crm: A, erp: Q, aliases: ['O' as CrmId] }));
    await sync([ofCrm('A'), ofErp('Q'), ofCrm('O')]);
    expect(twins.look).not.toHaveBeenCalled();
    erpRecords.read.mockClear();
    expect(await sync([{ kind: 'link', id: 'gone' as LinkId }])).toMatchObject({ outcomes: [] });
    expect(erpRecords.read).not.toHaveBeenCalled();
  });

  test('both ways in one batch: each is made where it belongs', async () => {
    const { sync, creator } = setUp();
    expect((await sync([ofCrm('A'), ofErp('Q')]))?.outcomes).toEqual([
      row('LT', 'created'),
      row('LC', 'created'),
    ]);
    expect(creator.erp.create).toHaveBeenCalledTimes(1);
    expect(creator.crm.create).toHaveBeenCalledTimes(1);
  });

  test('is given what it is to belong to, beside its own fields', async () => {
    const { sync, twins, creator, crm } = setUp();
    crm.records.set(A, found(A, { X: 'n', Y: null, PARENT: 'P' }));
    twins.settle.mockResolvedValueOnce(answered([claimed(1, { given: { parent: 'E9' } })]));
    await sync();
    expect(twins.look.mock.calls[0]?.[0]).toMatchObject([
      { references: { parent: asValue('P') }, twinKey: null },
    ]);
    expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([{ references: { parent: asValue('P') } }]);
    expect(creator.erp.create.mock.calls[0]?.[0]).toMatchObject([
      { fields: { x: asValue('n'), parent: asValue('E9') } },
    ]);
  });

  test('whose ERP is inside the transaction is made there', async () => {
    const { sync, twins } = setUp({ erp: 'inTransaction' });
    twins.settle.mockResolvedValueOnce(answered([{ kind: 'linked', link: 'LN' as LinkId, made: true }]));
    expect(await sync()).toMatchObject({ outcomes: [row('LN', 'created')] });
    expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([{ kind: 'make', candidates: [] }]);
    expect(twins.record).not.toHaveBeenCalled();
  });

  test('on a side whose records are given no twins is left alone', async () => {
    const { sync, twins } = setUp({ erp: null });
    expect(await sync([ofCrm('A')])).toEqual({ outcomes: [], again: [], met: [] });
    expect(await sync([ofErp('Q')])).toMatchObject({ outcomes: [row('LC', 'created')] });
    expect(twins.look).toHaveBeenCalledTimes(1);
    const other = setUp({ crm: null });
    expect(await other.sync([ofErp('Q')])).toEqual({ outcomes: [], again: [], met: [] });
  });

  test('that is deleted, or not there, is none', async () => {
    const { sync, crm, twins } = setUp();
    crm.records.set(A, deleted());
    expect(await sync([ofCrm('A'), ofCrm('nowhere')])).toEqual({ outcomes: [], again: [], met: [] });
    expect(twins.look).not.toHaveBeenCalled();
  });

  test('of another pair is none of ours', async () => {
    const { engine, mapping, twins } = setUp();
    const ports = { ...engine.ports, pair: { isOurs: () => false } };
    const others = { engine: { ...engine, ports }, mapping };
    expect(await readAndSync(others, [ofCrm('A')])).toMatchObject({ outcomes: [] });
    expect(twins.look).not.toHaveBeenCalled();
  });

  test('of which nothing is seen that flows there cannot be made, and says so', async () => {
    const { sync, crm, twins } = setUp();
    crm.records.set(A, found(A, { X: null, Y: undefined }));
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'failed', 'nothingToMake')], again: [] });
    expect(twins.settle).not.toHaveBeenCalled();
  });

  test('waits for the next run where the brake was not asked; a question needs no brake', async () => {
    const { sync, twins } = setUp();
    expect(await sync(undefined, false)).toEqual({
      outcomes: [row('A', 'unchanged')],
      again: [ofCrm('A')],
      met: [A],
    });
    expect(twins.settle).not.toHaveBeenCalled();
    twins.look.mockResolvedValueOnce(answered([free([like('T', false)])]));
    twins.settle.mockResolvedValueOnce(answered([{ kind: 'asked' }]));
    expect(await sync(undefined, false)).toMatchObject({ outcomes: [row('A', 'conflict', 'whichTwin')] });
  });
});

describe('before it is made', () => {
  test('one certain match is linked instead, and looked at at once', async () => {
    const { sync, twins, book, crm, erpRecords, creator } = setUp();
    twins.look.mockResolvedValueOnce(answered([free([like('T', true)])]));
    twins.settle.mockImplementationOnce(() => {
      book.put(linkOf({ id: 'LT' as LinkId, crm: A, erp: T }));
      return Promise.resolve(answered([{ kind: 'linked', link: 'LT' as LinkId, made: false }]));
    });
    erpRecords.records.set(T, found(T, { x: null, y: 'why' }));
    expect(await sync()).toMatchObject({ outcomes: [row('LT', 'updated')], again: [] });
    expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([{ kind: 'link', twin: T, candidates: [T] }]);
    expect(creator.erp.create).not.toHaveBeenCalled();
    expect(erpRecords.records.get(T)).toMatchObject({ cells: { x: { seen: asValue('A name') } } });
    expect(crm.records.get(A)).toMatchObject({ cells: { Y: { seen: asValue('why') } } });
  });

  test('some that look alike are shown to a person', async () => {
    const { sync, twins, creator } = setUp();
    twins.look.mockResolvedValueOnce(answered([free([like('T', false), like('U', false)])]));
    twins.settle.mockResolvedValueOnce(answered([{ kind: 'asked' }]));
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'conflict', 'whichTwin')], again: [] });
    expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([{ kind: 'ask', candidates: [T, U] }]);
    expect(creator.erp.create).not.toHaveBeenCalled();
  });

  describe('in the CRM, those like it are searched for there', () => {
    const LIKE = { id: 'C9' as CrmId, known: { name: 'Q' } };
    const complete = (...found: (typeof LIKE)[]) => ({ found, isComplete: true });
    const searching = (answer: Awaited<ReturnType<NonNullable<Creator<CrmId>['alike']>>>) => {
      const alike = vi.fn<NonNullable<Creator<CrmId>['alike']>>(() => Promise.resolve(answer));
      const crm = { ...creatorOf<CrmId>('C' as CrmId), alike };
      return { ...setUp({ crm }), alike, makes: crm.create };
    };

    test('and a person is asked about what the ERP API finds like enough', async () => {
      const { sync, twins, alike, makes } = searching(answered([complete(LIKE)]));
      const candidate = { id: LIKE.id, certain: false, linked: false };
      twins.look.mockResolvedValueOnce(answered([free()]));
      twins.look.mockResolvedValueOnce(answered([free([candidate])]));
      twins.settle.mockResolvedValueOnce(answered([{ kind: 'asked' }]));
      expect(await sync([ofErp('Q')])).toMatchObject({ outcomes: [row('Q', 'conflict', 'whichTwin')] });
      expect(alike.mock.calls).toEqual([[[{ X: asValue('q name'), Y: BLANK }]]]);
      expect(twins.look.mock.calls[1]?.[0]).toMatchObject([{ of: { side: 'erp', id: 'Q' }, found: [LIKE] }]);
      expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([
        { kind: 'ask', found: [LIKE], candidates: [LIKE.id] },
      ]);
      expect(makes).not.toHaveBeenCalled();
    });

    test('and it is made where nothing is, or nothing is like enough', async () => {
      const nothing = searching(answered([complete()]));
      expect(await nothing.sync([ofErp('Q')])).toMatchObject({ outcomes: [row('LC', 'created')] });
      expect(nothing.twins.look).toHaveBeenCalledTimes(1);
      const unlike = searching(answered([complete(LIKE)]));
      expect(await unlike.sync([ofErp('Q')])).toMatchObject({ outcomes: [row('LC', 'created')] });
      expect(unlike.twins.settle.mock.calls[0]?.[0]).toMatchObject([{ kind: 'claim', found: [LIKE] }]);
    });

    test.each([
      ['nothing', []],
      ['nothing that is like enough', [LIKE]],
    ])('and nothing is made where it shows %s of more than it shows: a person is told', async (_, found) => {
      const { sync, twins, makes } = searching(answered([{ found, isComplete: false }]));
      expect(await sync([ofErp('Q')])).toMatchObject({
        outcomes: [row('Q', 'failed', 'tooManyAlike')],
        again: [],
      });
      expect(twins.settle).not.toHaveBeenCalled();
      expect(makes).not.toHaveBeenCalled();
    });

    test('and of more than it shows, one that is like enough is reason to ask', async () => {
      const { sync, twins } = searching(answered([{ found: [LIKE], isComplete: false }]));
      twins.look.mockResolvedValueOnce(answered([free()]));
      twins.look.mockResolvedValueOnce(answered([free([{ id: LIKE.id, certain: false, linked: false }])]));
      twins.settle.mockResolvedValueOnce(answered([{ kind: 'asked' }]));
      expect(await sync([ofErp('Q')])).toMatchObject({ outcomes: [row('Q', 'conflict', 'whichTwin')] });
    });

    test.each([[OFFLINE], [LOST], [answered([])]])(
      'and nothing is made where nobody could say: %o',
      async (answer) => {
        const { sync, twins } = searching(answer);
        expect(await sync([ofErp('Q')])).toMatchObject({
          outcomes: [row('Q', 'unchanged')],
          again: [ofErp('Q')],
        });
        expect(twins.settle).not.toHaveBeenCalled();
      },
    );

    test('and the run waits where the ERP API does not say which are like it', async () => {
      const { sync, twins } = searching(answered([complete(LIKE)]));
      twins.look.mockResolvedValueOnce(answered([free()]));
      twins.look.mockResolvedValueOnce(LOST);
      expect(await sync([ofErp('Q')])).toBeNull();
    });

    test('but not once a person has said that it is none of them, nor for what is made in the ERP', async () => {
      const { sync, twins, alike } = searching(answered([complete(LIKE)]));
      twins.look.mockResolvedValueOnce(answered([free([], true)]));
      expect(await sync([ofErp('Q')])).toMatchObject({ outcomes: [row('LC', 'created')] });
      expect(await sync([ofCrm('A')])).toMatchObject({ outcomes: [row('LT', 'created')] });
      expect(alike).not.toHaveBeenCalled();
    });
  });

  test('a person’s word that it is none of them is enough', async () => {
    const { sync, twins, creator } = setUp();
    twins.look.mockResolvedValueOnce(answered([free([like('T', true)], true)]));
    expect(await sync()).toMatchObject({ outcomes: [row('LT', 'created')] });
    expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([{ kind: 'claim', candidates: [T] }]);
    expect(creator.erp.create).toHaveBeenCalledTimes(1);
  });

  test.each<[string, Standing, readonly object[], readonly Dirty[]]>([
    ['a person is being asked', { kind: 'asked' }, [row('A', 'conflict', 'whichTwin')], []],
    ['it is to be left alone', { kind: 'leftAlone' }, [], []],
    ['somebody may be making it', { kind: 'live' }, [row('A', 'unchanged')], [ofCrm('A')]],
  ])('nothing is settled where %s', async (_, standing, outcomes, again) => {
    const { sync, twins } = setUp();
    twins.look.mockResolvedValueOnce(answered([standing]));
    expect(await sync()).toEqual({ outcomes, again, met: [A] });
    expect(twins.settle).not.toHaveBeenCalled();
  });

  test('what it belongs to has to be linked: it waits, and says for what', async () => {
    const { sync, twins, creator } = setUp();
    const waiting = { kind: 'waiting', reason: { code: 'noParent', message: 'P has no link.' } } as const;
    twins.look.mockResolvedValueOnce(answered([waiting]));
    twins.settle.mockResolvedValueOnce(answered([waiting]));
    expect(await sync()).toEqual({
      outcomes: [row('A', 'unchanged', 'noParent: P has no link.')],
      again: [],
      met: [A],
    });
    expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([
      { kind: 'wait', candidates: [], key: 'key crm A' },
    ]);
    expect(creator.erp.create).not.toHaveBeenCalled();
  });

  test('somebody was quicker: their link is looked at, and nobody counts it as made here', async () => {
    const { sync, twins, erp } = setUp();
    twins.look.mockResolvedValueOnce(answered([{ kind: 'linked', link: 'L9' as LinkId }]));
    expect(await sync()).toMatchObject({ outcomes: [], again: [] });
    expect(erp.links.mock.calls[1]).toEqual([[{ kind: 'link', id: 'L9' }]]);
    expect(twins.settle).not.toHaveBeenCalled();
  });

  test('the old id of a merged record is not another record', async () => {
    const { sync, crm, twins } = setUp();
    crm.records.set('B' as CrmId, found(A, { X: 'A name', Y: null }));
    await sync([ofCrm('A'), ofCrm('B')]);
    expect(twins.look.mock.calls[0]?.[0]).toHaveLength(1);
  });

  test('a record that others with a link were merged into has theirs', async () => {
    const { sync, crm, twins, book, erp } = setUp();
    crm.records.set(A, found(A, { X: 'A name', Y: null }, { formerly: ['O' as CrmId] }));
    book.put(linkOf({ id: 'LO' as LinkId, crm: 'Z' as CrmId, aliases: ['O' as CrmId] }));
    await sync([ofCrm('A'), ofCrm('B')]);
    expect(erp.links.mock.calls[1]).toEqual([[ofCrm('O')]]);
    expect(twins.settle.mock.calls[0]?.[0]).toMatchObject([{ key: 'key crm B' }]);
    expect(erp.links.mock.calls[2]?.[0]).toContainEqual({ kind: 'link', id: 'LO' });
  });

  test('a key that it bears itself is told: it is somebody’s twin', async () => {
    const { sync, crm, twins } = setUp();
    crm.records.set(A, found(A, { X: 'n' }, { twinKey: 'key erp Q' as TwinKey }));
    await sync();
    expect(twins.look.mock.calls[0]?.[0]).toMatchObject([{ twinKey: 'key erp Q' }]);
  });
});

describe('what the ERP API says to it', () => {
  test('refused: failed, with its sentence', async () => {
    const { sync, twins, creator } = setUp();
    twins.settle.mockResolvedValueOnce(answered([{ kind: 'refused', fields: [], reason }]));
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'failed', 'RULE: No.')], again: [] });
    expect(creator.erp.create).not.toHaveBeenCalled();
  });

  test.each<[string, readonly Settled[]]>([
    ['other candidates by now', [{ kind: 'stale' }]],
    ['somebody is at it', [{ kind: 'live' }]],
    ['nothing about this row', []],
  ])('%s: left to a later run', async (_, answer) => {
    const { sync, twins, creator } = setUp();
    twins.settle.mockResolvedValueOnce(answered(answer));
    expect(await sync()).toEqual({ outcomes: [row('A', 'unchanged')], again: [ofCrm('A')], met: [A] });
    expect(creator.erp.create).not.toHaveBeenCalled();
  });

  test('to be left alone after all', async () => {
    const { sync, twins } = setUp();
    twins.settle.mockResolvedValueOnce(answered([{ kind: 'leftAlone' }]));
    expect(await sync()).toEqual({ outcomes: [], again: [], met: [A] });
  });

  test('nothing at all: the batch stays dirty', async () => {
    const { sync, twins, erp, crm, creator } = setUp();
    twins.look.mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
    twins.settle.mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
    expect(creator.erp.create).not.toHaveBeenCalled();
    twins.record.mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
    twins.record.mockResolvedValueOnce(LOST);
    expect(await sync([ofErp('Q')])).toBeNull();
    crm.records.set(A, found(A, { X: 'n' }, { formerly: ['O' as CrmId] }));
    erp.links.mockResolvedValueOnce(answered([])).mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
  });

  test('nothing about one record’s standing: nobody knows, so it is left to a later run', async () => {
    const { sync, twins } = setUp();
    twins.look.mockResolvedValueOnce(answered([]));
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'unchanged')], again: [ofCrm('A')] });
  });
});

describe('the side that it is made on', () => {
  test('made nothing because nobody asked it: the claim is given back, and another run tries', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(OFFLINE);
    expect(await sync()).toEqual({ outcomes: [row('A', 'unchanged')], again: [ofCrm('A')], met: [A] });
    expect(twins.release.mock.calls).toEqual([[[{ key: 'key crm A', attempt: 1, ask: null }]]]);
    expect(twins.record).not.toHaveBeenCalled();
  });

  test.each([LOST, answered([])])(
    'did not say: the claim runs out, and is not given back',
    async (answer) => {
      const { sync, twins, creator } = setUp();
      creator.erp.create.mockResolvedValueOnce(answer);
      expect(await sync()).toEqual({
        outcomes: [row('A', 'failed', 'unheard')],
        again: [ofCrm('A')],
        met: [A],
      });
      expect(twins.release).not.toHaveBeenCalled();
      expect(twins.record).not.toHaveBeenCalled();
    },
  );

  test('refused: failed with its sentence, given back, and not tried again until it changes', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(answered([{ kind: 'refused', fields: [], reason }]));
    expect(await sync()).toEqual({ outcomes: [row('A', 'failed', 'RULE: No.')], again: [], met: [A] });
    expect(twins.release.mock.calls).toEqual([[[{ key: 'key crm A', attempt: 1, ask: null }]]]);
  });

  test('has it already, under the key: that is the twin, of which nothing is known', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(answered([{ kind: 'exists', id: null, reason }]));
    creator.erp.withKey.mockResolvedValueOnce(answered([[U, T]]));
    expect(await sync()).toMatchObject({ outcomes: [row('LT', 'created')] });
    expect(creator.erp.withKey.mock.calls).toEqual([[['key crm A']]]);
    expect(twins.record.mock.calls[0]?.[0]).toEqual([
      {
        key: 'key crm A',
        attempt: 1,
        run: RUN,
        id: T,
        others: [U],
        base: {},
        outcomes: [{ rule: 'x', side: 'erp', outcome: 'found', stored: null }],
      },
    ]);
  });

  test('calls another record a duplicate: a person is asked about that one', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(answered([{ kind: 'exists', id: U, reason }]));
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'conflict', 'whichTwin')], again: [] });
    expect(twins.release.mock.calls).toEqual([[[{ key: 'key crm A', attempt: 1, ask: [U] }]]]);
    creator.erp.create.mockResolvedValueOnce(answered([{ kind: 'exists', id: null, reason }]));
    await sync();
    expect(twins.release.mock.calls[1]).toEqual([[{ key: 'key crm A', attempt: 1, ask: [] }]]);
  });

  test('calls two of them duplicates: a person is asked about each one’s own', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(
      answered([
        { kind: 'exists', id: U, reason },
        { kind: 'exists', id: T, reason },
      ]),
    );
    await sync([ofCrm('A'), ofCrm('B')]);
    expect(twins.release.mock.calls[0]?.[0]).toMatchObject([
      { key: 'key crm A', ask: [U] },
      { key: 'key crm B', ask: [T] },
    ]);
  });

  test('says that it exists and then nothing more: unheard', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(answered([{ kind: 'exists', id: U, reason }]));
    creator.erp.withKey.mockResolvedValueOnce(LOST);
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'failed', 'unheard')], again: [ofCrm('A')] });
    expect(twins.release).not.toHaveBeenCalled();
  });

  test('is not asked once the time is up: given back', async () => {
    const { sync, twins, creator, clock } = setUp();
    twins.settle.mockImplementationOnce(() => {
      clock.now += 50_001;
      return Promise.resolve(answered([claimed()]));
    });
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'unchanged')], again: [ofCrm('A')] });
    expect(creator.erp.create).not.toHaveBeenCalled();
    expect(twins.release.mock.calls).toEqual([[[{ key: 'key crm A', attempt: 1, ask: null }]]]);
    twins.settle.mockImplementationOnce(() => {
      clock.now += 50_000;
      return Promise.resolve(answered([claimed()]));
    });
    expect(await sync()).toMatchObject({ outcomes: [row('LT', 'created')] });
  });

  test('and the giving back is not answered: the batch stays dirty', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(OFFLINE);
    twins.release.mockResolvedValueOnce(LOST);
    expect(await sync()).toBeNull();
  });

  test('of two has one outcome each', async () => {
    const { sync, twins, creator } = setUp();
    creator.erp.create.mockResolvedValueOnce(
      answered([
        { kind: 'refused', fields: [], reason },
        { kind: 'created', id: U, stored: { ['x' as FieldName]: asValue('B NAME') } },
      ]),
    );
    expect(await sync([ofCrm('A'), ofCrm('B')])).toMatchObject({
      outcomes: [row('A', 'failed', 'RULE: No.'), row('LU', 'created')],
    });
    expect(twins.record.mock.calls[0]?.[0]).toMatchObject([
      { key: 'key crm B', base: { x: { crm: asValue('B name'), erp: asValue('B NAME') } } },
    ]);
  });
});

describe('a claim that somebody had before', () => {
  const second = () => {
    const fakes = setUp();
    fakes.twins.settle.mockResolvedValueOnce(answered([claimed(2)]));
    return fakes;
  };

  test('is looked for by its key first; what is there is not made again', async () => {
    const { sync, creator, twins } = second();
    creator.erp.withKey.mockResolvedValueOnce(answered([[T]]));
    expect(await sync()).toMatchObject({ outcomes: [row('LT', 'created')] });
    expect(creator.erp.create).not.toHaveBeenCalled();
    expect(twins.record.mock.calls[0]?.[0]).toMatchObject([{ attempt: 2, id: T, base: {} }]);
  });

  test('is made where no record carries the key', async () => {
    const { sync, creator } = second();
    expect(await sync()).toMatchObject({ outcomes: [row('LT', 'created')] });
    expect(creator.erp.withKey.mock.calls).toEqual([[['key crm A']]]);
    expect(creator.erp.create).toHaveBeenCalledTimes(1);
  });

  test.each([LOST, answered([])])('is not made where nobody can say', async (answer) => {
    const { sync, creator, twins } = second();
    creator.erp.withKey.mockResolvedValueOnce(answer);
    expect(await sync()).toMatchObject({ outcomes: [row('A', 'failed', 'unheard')], again: [ofCrm('A')] });
    expect(creator.erp.create).not.toHaveBeenCalled();
    expect(twins.release).not.toHaveBeenCalled();
  });
});

describe('what was recorded', () => {
  const recorded = (answer: object | undefined) => {
    const fakes = setUp();
    fakes.twins.record.mockResolvedValueOnce(answered(answer === undefined ? [] : [answer as never]));
    return fakes;
  };

  test.each<[string, object | undefined, readonly object[], readonly Dirty[]]>([
    ['is the twin already', { kind: 'known', link: 'LT' }, [], []],
    [
      'is one too many: a person is told',
      { kind: 'extra', link: 'LT' },
      [row('LT', 'conflict', 'extraTwin')],
      [],
    ],
    [
      'was linked by a person meanwhile, who is asked about the source',
      { kind: 'taken' },
      [row('A', 'conflict', 'whichTwin')],
      [],
    ],
    ['is nobody’s claim any more', { kind: 'stale' }, [], [ofCrm('A')]],
    ['was not answered for', undefined, [], [ofCrm('A')]],
  ])('%s', async (_, answer, outcomes, again) => {
    const { sync } = recorded(answer);
    expect(await sync()).toEqual({ outcomes, again, met: [A] });
  });

  test('the link is looked at in the same run: what flows the other way follows', async () => {
    const { sync, erp } = setUp();
    await sync();
    expect(erp.links.mock.calls[1]).toEqual([[{ kind: 'link', id: 'LT' }]]);
  });
});

describe('a side that does not say what it stored', () => {
  const silent = (stored: string | undefined | null, read: 'found' | 'lost' | 'deleted' = 'found') => {
    const fakes = setUp();
    fakes.creator.erp.create.mockResolvedValueOnce(answered([{ kind: 'created', id: T, stored: null }]));
    if (read === 'lost') fakes.erpRecords.read.mockResolvedValueOnce(LOST);
    fakes.erpRecords.records.set(T, read === 'deleted' ? deleted() : found(T, { x: stored }));
    return fakes;
  };
  const recordedBase = async ({ sync, twins }: ReturnType<typeof silent>) => {
    await sync();
    const [first] = twins.record.mock.calls[0]?.[0] ?? [];
    return [first?.base, first?.outcomes.map(({ outcome, stored }) => [outcome, stored])];
  };

  test('is read back; what stands there as it was sent is the base', async () => {
    const fakes = silent('A name');
    expect(await recordedBase(fakes)).toEqual([
      { x: { crm: asValue('A name'), erp: asValue('A name') } },
      [['confirmed', asValue('A name')]],
    ]);
    expect(fakes.erpRecords.read.mock.calls[0]).toEqual([[T]]);
  });

  test.each<[string, string | null | undefined, 'found' | 'lost' | 'deleted']>([
    ['another value', 'typed', 'found'],
    ['nothing', null, 'found'],
    ['a hidden field', undefined, 'found'],
    ['no answer', 'A name', 'lost'],
    ['no record', 'A name', 'deleted'],
  ])('and shows %s: nothing is known', async (_, stored, read) => {
    expect(await recordedBase(silent(stored, read))).toEqual([{}, [['confirmed', null]]]);
  });

  test('for one of two: only that one is read back', async () => {
    const { sync, twins, creator, erpRecords } = setUp();
    creator.erp.create.mockResolvedValueOnce(
      answered([
        { kind: 'created', id: U, stored: { ['x' as FieldName]: asValue('told') } },
        { kind: 'created', id: T, stored: null },
      ]),
    );
    erpRecords.records.set(T, found(T, { x: 'B name' }));
    await sync([ofCrm('A'), ofCrm('B')]);
    expect(erpRecords.read.mock.calls[0]).toEqual([[T]]);
    expect(twins.record.mock.calls[0]?.[0]).toMatchObject([
      { id: U, base: { x: { erp: asValue('told') } } },
      { id: T, base: { x: { erp: asValue('B name') } } },
    ]);
  });

  test('in the CRM is read back there', async () => {
    const { sync, creator, crm } = setUp();
    const C = 'C' as CrmId;
    creator.crm.create.mockResolvedValueOnce(answered([{ kind: 'created', id: C, stored: null }]));
    crm.records.set(C, found(C, { X: 'q name' }));
    await sync([ofErp('Q')]);
    expect(crm.read.mock.calls[0]).toEqual([[C]]);
  });
});

test('what an ERP record belongs to, the ERP API knows; a hidden field of the CRM names nothing', () => {
  const references = [
    { crmField: 'PARENT' as FieldName, erpField: 'parent' as FieldName },
    { crmField: 'HIDDEN' as FieldName, erpField: 'hidden' as FieldName },
  ];
  expect(referredBy(references, 'crm', cells({ PARENT: 'P', HIDDEN: undefined }))).toEqual({
    parent: asValue('P'),
  });
  expect(referredBy(references, 'erp', cells({ PARENT: 'P' }))).toEqual({});
});

describe('records whose making nobody heard of', () => {
  const doubt = (side: 'crm' | 'erp', known: readonly string[]) => ({
    key: `key ${side}` as TwinKey,
    side,
    known: known as readonly ErpId[],
  });

  test('that arrive after their twin was made are told to a person, each side by its own key', async () => {
    const { engine, twins, creator } = setUp();
    twins.doubts.mockResolvedValueOnce(answered([doubt('crm', ['C']), doubt('erp', ['T'])]));
    creator.crm.withKey.mockResolvedValueOnce(answered([['C' as CrmId]]));
    creator.erp.withKey.mockResolvedValueOnce(answered([[T, U]]));
    expect(await tellLateTwins(engine)).toBe(true);
    expect(creator.crm.withKey.mock.calls).toEqual([[['key crm']]]);
    expect(creator.erp.withKey.mock.calls).toEqual([[['key erp']]]);
    expect(twins.suspect.mock.calls).toEqual([['key erp', [U]]]);
  });

  test('are not looked for where nothing is in doubt, or nothing is made by key', async () => {
    const none = setUp();
    expect(await tellLateTwins(none.engine)).toBe(true);
    expect(none.creator.erp.withKey).not.toHaveBeenCalled();
    const inside = setUp({ erp: 'inTransaction', crm: null });
    inside.twins.doubts.mockResolvedValueOnce(answered([doubt('erp', []), doubt('crm', [])]));
    expect(await tellLateTwins(inside.engine)).toBe(true);
    expect(inside.twins.suspect).not.toHaveBeenCalled();
    expect(await tellLateTwins({ ...engineOf(mappingOf()).engine, protocol })).toBe(true);
  });

  test('an answer with too few rows tells nothing', async () => {
    const { engine, twins, creator } = setUp();
    twins.doubts.mockResolvedValueOnce(answered([doubt('erp', ['T'])]));
    creator.erp.withKey.mockResolvedValueOnce(answered([]));
    expect(await tellLateTwins(engine)).toBe(true);
    expect(twins.suspect).not.toHaveBeenCalled();
  });

  test('are looked for again while somebody does not answer', async () => {
    const { engine, twins, creator } = setUp();
    twins.doubts.mockResolvedValueOnce(LOST);
    expect(await tellLateTwins(engine)).toBe(false);
    twins.doubts.mockResolvedValue(answered([doubt('erp', ['T'])]));
    creator.erp.withKey.mockResolvedValueOnce(LOST);
    expect(await tellLateTwins(engine)).toBe(false);
    creator.erp.withKey.mockResolvedValueOnce(answered([[U]]));
    twins.suspect.mockResolvedValueOnce(LOST);
    expect(await tellLateTwins(engine)).toBe(false);
  });
});
