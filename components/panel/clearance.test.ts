import { describe, expect, it } from 'vitest';
import { clearanceOf, marginsFor } from './clearance.ts';

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
    expect(marginsFor(clearance, { left: 860, right: 1280 }, VIEWPORT)).toEqual({ top: 0, bottom: 100 });
    expect(marginsFor(clearance, { left: 100, right: 520 }, VIEWPORT)).toEqual({ top: 0, bottom: 0 });
  });

  it('a control in the upper half does not push the panel off the page', () => {
    const clearance = clearanceOf([rect(900, 300, 1200, 380)], VIEWPORT);
    expect(marginsFor(clearance, { left: 860, right: 1280 }, VIEWPORT).bottom).toBe(0);
  });
});
