import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnWidth, layoutOf, UNMEASURED } from './listLayout.ts';
import { amountWidth, dateWidth, widestRows } from './widthOf.ts';

const NUMBER: ColumnWidth = { least: 120, inColumns: 200, inLines: 200 };
const CUSTOMER: ColumnWidth = { least: 48, inColumns: 300, inLines: 300 };
const ROLE: ColumnWidth = { inColumns: 104, inLines: 90 };
const figure = (inColumns: number, inLines = inColumns): ColumnWidth => ({
  inColumns,
  inLines,
});

describe('the layout of a list', () => {
  it('is columns where all fit, the text taking what figures leave', () => {
    expect(layoutOf(390, [NUMBER, figure(72), figure(76), figure(90)])).toEqual({
      mode: 'columns',
      style: { '--tracks': 'minmax(120px, 2fr) 72px 76px 90px' },
    });
  });

  it('is lines as soon as one pixel is missing, each figure as wide as its widest with its label', () => {
    const columns = [NUMBER, CUSTOMER, figure(76), figure(100, 160), ROLE];
    const needed = 120 + 48 + 76 + 100 + 104 + 4 * 8;
    expect(layoutOf(needed, columns).mode).toBe('columns');
    expect(layoutOf(needed - 1, columns)).toEqual({
      mode: 'lines',
      style: {
        '--cell-1': '1 1 120px',
        '--cell-2': '0 1 96px',
        '--cell-3': '0 0 76px',
        '--cell-4': '0 0 160px',
        '--cell-5': '0 0 90px',
        '--last': '-1',
      },
    });
  });

  it('cuts no number of a document while it could have a line of its own', () => {
    const long = { inColumns: 190, inLines: 176 };
    expect(layoutOf(390, [long, figure(72), figure(76), figure(115)])).toEqual({
      mode: 'lines',
      style: expect.objectContaining({ '--cell-1': '1 1 190px', '--last': '-1' }),
    });
    expect(layoutOf(296, [long, figure(72), figure(76), figure(115)]).style['--last']).toBe('0');
    expect(layoutOf(390, [long, figure(72), figure(90)]).style).toEqual({
      '--tracks': 'minmax(190px, 2fr) 72px 90px',
    });
  });

  it('has an amount end the line below where it is too wide to stand beside the name', () => {
    expect(layoutOf(240, [NUMBER, figure(120)]).style['--last']).toBe('0');
    expect(layoutOf(248, [NUMBER, figure(120)]).mode).toBe('columns');
  });

  it('keeps no more room for a text than the longest one takes', () => {
    const short = { ...NUMBER, inColumns: 60, inLines: 60 };
    expect(layoutOf(140, [short, figure(72)])).toEqual({
      mode: 'columns',
      style: { '--tracks': 'minmax(60px, 2fr) 72px' },
    });
  });

  it('is columns where nothing can be measured', () => {
    expect(layoutOf(0, [NUMBER, figure(72)])).toBe(UNMEASURED);
  });

  it('never gives a figure less than it takes, whatever the room', () => {
    const width = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(width, { maxLength: 4 }), (room, widths) => {
        const { mode, style } = layoutOf(room, [NUMBER, ...widths.map((each) => figure(each))]);
        const told = Object.values(style).join(' ');
        for (const each of widths) expect(told).toContain(mode === 'columns' ? `${each}px` : `0 0 ${each}px`);
        const least = 120 + widths.reduce((sum, each) => sum + each + 8, 0);
        expect(mode === 'columns').toBe(least <= room);
      }),
    );
  });
});

describe('the widest cells', () => {
  it('are one for each group', () => {
    const rows = ['EUR 5', 'EUR 12345', 'JPY 77', 'EUR 99999', 'EUR -12345'];
    const widthOf = (row: string) => {
      const [currency = '', amount = ''] = row.split(' ');
      return amountWidth(Number(amount), currency);
    };
    expect(widestRows(rows, widthOf)).toEqual(['EUR 12345', 'JPY 77', 'EUR -12345']);
  });

  it('of dates are one for each month', () => {
    expect(widestRows(['2026-11-05', '2026-11-20', '2026-05-01'], dateWidth)).toEqual([
      '2026-11-20',
      '2026-05-01',
    ]);
  });
});
