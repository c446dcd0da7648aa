import { describe, expect, it, vi } from 'vitest';
import { chained, combined, type Part } from './listing.ts';

const part = (dates: readonly string[], more: Partial<Part<{ id: string; date: string }>> = {}) => ({
  rows: dates.map((date) => ({ id: date, date })),
  isComplete: true,
  asking: false,
  failure: null,
  more: vi.fn(),
  ...more,
});

describe('several lists as one', () => {
  it('run from the newest to the oldest', () => {
    const { rows, isComplete } = combined([part(['2026-03-01', '2026-01-01']), part(['2026-02-01'])], 3);
    expect(rows.map(({ date }) => date)).toEqual(['2026-03-01', '2026-02-01', '2026-01-01']);
    expect(isComplete).toBe(true);
  });

  it('end where the first that goes on ends, so that nothing is missing in between, and ask that one', () => {
    const long = part(['2026-03-01', '2026-02-15'], { isComplete: false });
    const longer = part(['2026-03-02', '2026-01-15'], { isComplete: false });
    const list = combined([long, longer, part(['2026-02-20', '2025-01-01'])], 9);
    expect(list.rows.map(({ date }) => date)).toEqual([
      '2026-03-02',
      '2026-03-01',
      '2026-02-20',
      '2026-02-15',
    ]);
    expect(list.isComplete).toBe(false);
    list.more();
    expect(long.more).toHaveBeenCalledOnce();
    expect(longer.more).not.toHaveBeenCalled();
  });

  it('show nothing while one of them is not known at all, and say why', () => {
    const failed = part([], { isComplete: false, failure: { code: 'erp.server' } });
    const list = combined([part(['2026-03-01']), failed], null);
    expect(list.rows).toEqual([]);
    expect(list.failure).toEqual({ code: 'erp.server' });
  });

  it('of one part are that part', () => {
    const only = part(['2026-03-01'], { isComplete: false, asking: true });
    expect(combined([only], 7)).toEqual({ ...only, count: 7 });
  });
});

describe('parts one after another', () => {
  const more = [vi.fn<() => void>(), vi.fn<() => void>()];
  const part = (rows: readonly string[], isComplete: boolean, index = 0) => ({
    rows,
    isComplete,
    asking: !isComplete,
    failure: null,
    more: () => more[index]?.(),
  });

  it('show a part once all before it are here, and ask the one that goes on', () => {
    const list = chained([part(['A'], true), part(['B'], false, 1), part(['C'], true)], 5);
    expect(list).toMatchObject({ rows: ['A', 'B'], isComplete: false, asking: true, count: 5 });
    list.more();
    expect(more[1]).toHaveBeenCalledOnce();
    expect(more[0]).not.toHaveBeenCalled();
  });

  it('are complete when each is, and then ask nobody', () => {
    const list = chained([part(['A'], true), part(['B'], true)], 2);
    expect(list).toMatchObject({ rows: ['A', 'B'], isComplete: true, asking: false, failure: null });
    list.more();
    expect(more[0]).not.toHaveBeenCalled();
  });
});
