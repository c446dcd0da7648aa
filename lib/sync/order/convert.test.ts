import { describe, expect, test, vi } from 'vitest';
import { A, answered, LOST } from '../../../test/setup/engine.ts';
import type { OpportunityId, OrderId, OrderKey } from '../ids.ts';
import { orderWon } from './autoOrder.ts';
import { convertOpportunity, finishClaims } from './convert.ts';
import type { ErpOrders, OpportunityReading, OrderBook, OrderClaim, OrderPorts } from './ports.ts';

const [O, K] = ['O' as OpportunityId, 'key O' as OrderKey];
const order = (id: string) => id as OrderId;
const claimOf = (more: Partial<OrderClaim> = {}): OrderClaim => ({
  key: K,
  opportunity: O,
  content: 'two chairs',
  order: null,
  confirmed: false,
  ...more,
});

/** One won opportunity, an empty order book, and an external ERP without orders. */
const setUp = (claim: OrderClaim = claimOf(), mine = true) => {
  const reading: OpportunityReading = {
    kind: 'found',
    id: O,
    mergedIds: [],
    won: true,
    content: 'two chairs',
  };
  const orders: OrderId[] = [];
  const read = vi.fn<OrderPorts['read']>(() => Promise.resolve(answered(reading)));
  const book = {
    claim: vi.fn<OrderBook['claim']>(() => Promise.resolve(answered({ claim, mine }))),
    record: vi.fn<OrderBook['record']>((_, id) => Promise.resolve(answered(id))),
    confirmed: vi.fn<OrderBook['confirmed']>(() => Promise.resolve(answered('done'))),
    ask: vi.fn<OrderBook['ask']>(() => Promise.resolve(answered('done'))),
    claims: vi.fn<OrderBook['claims']>(() => Promise.resolve(answered([claim]))),
  };
  const erpOrders = {
    withKey: vi.fn<ErpOrders['withKey']>(() => Promise.resolve(answered([...orders]))),
    createDraft: vi.fn<ErpOrders['createDraft']>(() => {
      orders.push(order('D1'));
      return Promise.resolve(answered(order('D1')));
    }),
    confirm: vi.fn<ErpOrders['confirm']>(() => Promise.resolve(answered('done'))),
    cancel: vi.fn<ErpOrders['cancel']>(() => Promise.resolve(answered('done'))),
  };
  const ports: OrderPorts = { read, book, erpOrders, keyOf: (id) => `key ${id}` as OrderKey };
  return { ports, reading, read, book, erpOrders, orders, convert: () => convertOpportunity(ports, O) };
};
const unfinished = { kind: 'unfinished' };

describe('a won opportunity', () => {
  test('becomes one order: claimed, drafted with the key, recorded, confirmed', async () => {
    const { convert, book, erpOrders } = setUp();
    expect(await convert()).toEqual({ kind: 'created', order: 'D1' });
    expect(book.claim.mock.calls).toEqual([[[K], { opportunity: O, content: 'two chairs' }]]);
    expect(erpOrders.createDraft.mock.calls).toEqual([[K, 'two chairs']]);
    expect(book.record.mock.calls).toEqual([[K, 'D1']]);
    expect(erpOrders.confirm.mock.calls).toEqual([['D1']]);
    expect(book.confirmed.mock.calls).toEqual([[K]]);
    expect(erpOrders.cancel).not.toHaveBeenCalled();
    expect(book.ask).not.toHaveBeenCalled();
  });

  test('is claimed under the keys of all that were merged into it', async () => {
    const { convert, read, reading, book } = setUp();
    read.mockResolvedValue(answered({ ...reading, id: 'P' as OpportunityId, mergedIds: [O] }));
    await convert();
    expect(book.claim.mock.calls[0]).toEqual([
      ['key P', 'key O'],
      { opportunity: 'P', content: 'two chairs' },
    ]);
  });

  test('that has its order already is told which, and gets no second one', async () => {
    const { convert, erpOrders, book } = setUp(claimOf({ order: order('D0'), confirmed: true }), false);
    expect(await convert()).toEqual({ kind: 'alreadyConverted', order: 'D0' });
    expect(erpOrders.createDraft).not.toHaveBeenCalled();
    expect(erpOrders.confirm).not.toHaveBeenCalled();
    expect(book.confirmed).not.toHaveBeenCalled();
    expect(book.record).not.toHaveBeenCalled();
  });

  test('whose order was recorded and not confirmed has it confirmed', async () => {
    const { convert, erpOrders } = setUp(claimOf({ order: order('D0') }), false);
    expect(await convert()).toEqual({ kind: 'alreadyConverted', order: 'D0' });
    expect(erpOrders.confirm.mock.calls).toEqual([['D0']]);
    expect(erpOrders.createDraft).not.toHaveBeenCalled();
  });

  test('whose draft is there already, from a request that nobody answered, goes on with that one', async () => {
    const { convert, erpOrders, book, orders } = setUp();
    orders.push(order('D7'));
    expect(await convert()).toEqual({ kind: 'created', order: 'D7' });
    expect(erpOrders.createDraft).not.toHaveBeenCalled();
    expect(book.record.mock.calls).toEqual([[K, 'D7']]);
  });

  test('of which another draft is recorded: that one is confirmed, ours is cancelled', async () => {
    const { convert, book, erpOrders } = setUp();
    book.record.mockResolvedValueOnce(answered(order('D5')));
    expect(await convert()).toMatchObject({ order: 'D5' });
    expect(erpOrders.confirm.mock.calls).toEqual([['D5']]);
    expect(erpOrders.cancel.mock.calls).toEqual([['D1']]);
  });

  test('where the ERP is inside the transaction is done with its claim', async () => {
    const { ports, erpOrders } = setUp(claimOf({ order: order('D3'), confirmed: true }));
    expect(await convertOpportunity({ ...ports, erpOrders: null }, O)).toEqual({
      kind: 'created',
      order: 'D3',
    });
    expect(erpOrders.withKey).not.toHaveBeenCalled();
    const empty = setUp();
    expect(await convertOpportunity({ ...empty.ports, erpOrders: null }, O)).toEqual(unfinished);
  });

  test('that was edited since is asked about, and stays converted; one that says the same is not', async () => {
    const { convert, read, reading, book } = setUp();
    read.mockResolvedValueOnce(answered(reading));
    read.mockResolvedValueOnce(answered({ ...reading, content: 'three chairs' }));
    expect(await convert()).toMatchObject({ kind: 'created' });
    expect(book.ask.mock.calls).toEqual([[K, 'three chairs']]);
  });
});

test('one that is not won, or not there, is not claimed', async () => {
  const { convert, read, reading, book } = setUp();
  read.mockResolvedValueOnce(answered({ ...reading, won: false }));
  expect(await convert()).toEqual({ kind: 'notWon' });
  read.mockResolvedValueOnce(answered({ kind: 'absent' }));
  expect(await convert()).toEqual({ kind: 'notFound' });
  expect(book.claim).not.toHaveBeenCalled();
});

describe('something that stays silent leaves it unfinished, and nothing after it is done', () => {
  type Fakes = ReturnType<typeof setUp>;
  const steps = [
    'read',
    'claim',
    'withKey',
    'createDraft',
    'record',
    'confirm',
    'confirmed',
    'cancel',
  ] as const;
  const all = ({ read, book, erpOrders }: Fakes) => ({ read, ...book, ...erpOrders });

  test.each(steps.slice(0, -1))('%s', async (name) => {
    const fakes = setUp();
    all(fakes)[name].mockResolvedValueOnce(LOST);
    expect(await fakes.convert()).toEqual(unfinished);
    for (const later of steps.slice(steps.indexOf(name) + 1))
      expect(all(fakes)[later]).not.toHaveBeenCalled();
  });

  test('the last look for other drafts', async () => {
    const { convert, erpOrders } = setUp();
    erpOrders.withKey.mockResolvedValueOnce(answered([])).mockResolvedValueOnce(LOST);
    expect(await convert()).toEqual(unfinished);
  });

  test('the cancelling of one of them: it is the first that is not answered', async () => {
    const { convert, erpOrders, orders } = setUp();
    orders.push(order('D7'), order('D8'), order('D9'));
    erpOrders.cancel.mockResolvedValueOnce(LOST);
    expect(await convert()).toEqual(unfinished);
    expect(erpOrders.cancel.mock.calls).toEqual([['D8']]);
    expect(await convert()).toMatchObject({ order: 'D7' });
  });
});

describe('claims that were left behind', () => {
  test('are finished, and the opportunities looked at again', async () => {
    const { ports, read, reading, erpOrders, book } = setUp();
    read.mockResolvedValueOnce(answered({ ...reading, content: 'edited' }));
    expect(await finishClaims(ports)).toBe(true);
    expect(erpOrders.confirm.mock.calls).toEqual([['D1']]);
    expect(book.ask.mock.calls).toEqual([[K, 'edited']]);
  });

  test('of an opportunity that is gone keep their order, and nobody is asked', async () => {
    const { ports, read, book } = setUp();
    read.mockResolvedValueOnce(answered({ kind: 'absent' }));
    expect(await finishClaims(ports)).toBe(true);
    expect(book.ask).not.toHaveBeenCalled();
  });

  test('drafts that arrived too late are cancelled', async () => {
    const { ports, erpOrders, orders } = setUp(claimOf({ order: order('D0'), confirmed: true }));
    orders.push(order('D0'), order('D4'));
    expect(await finishClaims(ports)).toBe(true);
    expect(erpOrders.cancel.mock.calls).toEqual([['D4']]);
  });

  test.each<[string, (fakes: ReturnType<typeof setUp>) => void]>([
    ['the book', ({ book }) => book.claims.mockResolvedValueOnce(LOST)],
    ['the ERP', ({ erpOrders }) => erpOrders.confirm.mockResolvedValueOnce(LOST)],
    ['the opportunity', ({ read }) => read.mockResolvedValueOnce(LOST)],
    [
      'the question',
      ({ read, reading, book }) => {
        read.mockResolvedValueOnce(answered({ ...reading, content: 'edited' }));
        book.ask.mockResolvedValueOnce(LOST);
      },
    ],
  ])('are not complete while one does not answer: %s', async (_, fail) => {
    const fakes = setUp();
    fail(fakes);
    expect(await finishClaims(fakes.ports)).toBe(false);
    expect(await finishClaims(fakes.ports)).toBe(true);
  });

  test('one that cannot be finished holds up no other, and is remembered', async () => {
    const { ports, book, erpOrders } = setUp();
    book.claims.mockResolvedValueOnce(answered([claimOf(), claimOf({ key: 'k2' as OrderKey })]));
    erpOrders.confirm.mockResolvedValueOnce(LOST);
    expect(await finishClaims(ports)).toBe(false);
    expect(book.confirmed.mock.calls).toEqual([['k2']]);
  });
});

describe('opportunities that become orders by themselves', () => {
  const WON = { met: A, opportunity: O, undecided: null };
  const DONE = { complete: true, refused: [] };

  test('are those that were won among the records that were looked at', async () => {
    const { ports, book } = setUp();
    const won = vi.fn(() => Promise.resolve(answered([WON])));
    expect(await orderWon({ won, ports }, [A])).toEqual(DONE);
    expect(won.mock.calls).toEqual([[[A]]]);
    expect(book.claim).toHaveBeenCalledTimes(1);
  });

  test('are nobody’s where it is switched off, and not asked for where nothing was looked at', async () => {
    const { ports } = setUp();
    const won = vi.fn(() => Promise.resolve(answered([WON])));
    expect(await orderWon(null, [A])).toEqual(DONE);
    expect(await orderWon({ won, ports }, [])).toEqual(DONE);
    expect(won).not.toHaveBeenCalled();
  });

  test('are looked at again where something stays silent, and one holds up no other', async () => {
    const { ports, book, read } = setUp();
    const silent = vi.fn(() => Promise.resolve(LOST));
    expect(await orderWon({ won: silent, ports }, [A])).toEqual({ complete: false, refused: [] });
    const won = () => Promise.resolve(answered([WON, WON]));
    book.claim.mockResolvedValueOnce(LOST);
    expect(await orderWon({ won, ports }, [A])).toEqual({ complete: false, refused: [] });
    expect(book.claim).toHaveBeenCalledTimes(2);
    read.mockResolvedValue(answered({ kind: 'absent' }));
    expect(await orderWon({ won, ports }, [A])).toEqual(DONE);
  });

  test('are told of with the reason where they are refused, or nobody can say that they are to be ordered', async () => {
    const { ports, book } = setUp();
    const reason = { code: 'order.rateUnknown', message: 'No rate.' };
    const undecided = { code: 'order.wonTimeUnknown', message: '' };
    book.claim.mockResolvedValueOnce(answered({ refused: reason }) as never);
    const won = () => Promise.resolve(answered([WON, { ...WON, undecided }]));
    expect(await orderWon({ won, ports }, [A])).toEqual({
      complete: true,
      refused: [
        { id: A, reason },
        { id: A, reason: undecided },
      ],
    });
    expect(book.claim).toHaveBeenCalledTimes(1);
  });
});
