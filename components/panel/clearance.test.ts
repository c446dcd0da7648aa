import { describe, expect, it } from 'vitest';
import { blockedFrom, clearanceOf, marginsFor } from './clearance.ts';

const VIEWPORT = { width: 1280, height: 800 };
const rect = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

describe('what the page keeps in place for itself', () => {
  it('Salesforce: the header, the navigation bar under it, and the utility bar below', () => {
    const found = clearanceOf(
      [rect(0, 50, 1280, 90), rect(0, 0, 1280, 50), rect(0, 760, 1280, 800)],
      VIEWPORT,
    );
    expect(found).toEqual({ top: 90, bottom: 40, left: 0, controls: [] });
  });

  it('HubSpot: the rail on the left, the bar on top, and the help button', () => {
    const help = rect(1204, 724, 1260, 780);
    expect(clearanceOf([rect(0, 0, 56, 800), rect(56, 0, 1280, 50), help], VIEWPORT)).toEqual({
      top: 50,
      bottom: 0,
      left: 56,
      controls: [help],
    });
  });

  it('a fixed shell that is the page itself takes nothing away', () => {
    expect(clearanceOf([rect(0, 0, 1280, 800)], VIEWPORT)).toEqual({
      top: 0,
      bottom: 0,
      left: 0,
      controls: [],
    });
  });

  it('a chat in the corner counts only for a panel that stands over it', () => {
    const clearance = clearanceOf([rect(900, 700, 1200, 800)], VIEWPORT);
    expect(marginsFor(clearance, { left: 860, right: 1280, height: 320 }, VIEWPORT)).toEqual({
      top: 0,
      bottom: 100,
    });
    expect(marginsFor(clearance, { left: 100, right: 520, height: 320 }, VIEWPORT)).toEqual({
      top: 0,
      bottom: 0,
    });
  });

  it('a control in the upper half does not push the panel off the page', () => {
    const clearance = clearanceOf([rect(900, 300, 1200, 380)], VIEWPORT);
    expect(marginsFor(clearance, { left: 860, right: 1280, height: 320 }, VIEWPORT).bottom).toBe(0);
    expect(blockedFrom(clearance, { left: 860, right: 1280, height: 320 }, VIEWPORT)).toBeNull();
  });

  it('an open chat is something to stand above while that leaves enough height, and else beside', () => {
    const span = { left: 880, right: 1280, height: 320 };
    const low = clearanceOf([rect(980, 330, 1268, 760)], VIEWPORT);
    expect(marginsFor(low, span, VIEWPORT).bottom).toBe(470);
    expect(blockedFrom(low, span, VIEWPORT)).toBeNull();
    const high = clearanceOf([rect(980, 280, 1268, 760)], VIEWPORT);
    expect(marginsFor(high, span, VIEWPORT).bottom).toBe(0);
    expect(blockedFrom(high, span, VIEWPORT)).toBe(980);
  });

  it('a sidebar that lies over the page on the right counts; a column that stays in sight there is the page', () => {
    const span = { left: 880, right: 1280, height: 320 };
    const sidebar = rect(900, 50, 1280, 800);
    expect(blockedFrom(clearanceOf([sidebar], VIEWPORT), span, VIEWPORT)).toBe(900);
    expect(blockedFrom(clearanceOf([{ ...sidebar, isSticky: true }], VIEWPORT), span, VIEWPORT)).toBeNull();
  });

  it('what leaves no room beside it either is stood over', () => {
    const narrow = { width: 500, height: 800 };
    const chat = clearanceOf([rect(310, 200, 490, 760)], narrow);
    expect(chat.controls).toHaveLength(1);
    expect(blockedFrom(chat, { left: 120, right: 500, height: 320 }, narrow)).toBeNull();
  });
});
