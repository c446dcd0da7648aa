import { describe, expect, it } from 'vitest';
import { placeOf } from './place.ts';

const VIEWPORT = { width: 1280, height: 800 };
const SIZE = { width: 380, height: 600 };
const CHAT = { left: 980, top: 280, right: 1268, bottom: 760 };
const open = { top: 90, bottom: 40, left: 0, controls: [CHAT] };
const closed = { ...open, controls: [] };
const wanted = { right: 0, top: 240 };

describe('where the panel is put', () => {
  it('stands beside an open chat, docked or floating, and goes back when it is closed', () => {
    const standing = { wanted, size: SIZE, viewport: VIEWPORT };
    for (const fills of [false, true]) {
      expect(placeOf({ ...standing, fills, clearance: closed }).shown.right).toBe(0);
      const { shown } = placeOf({ ...standing, fills, clearance: open });
      expect(VIEWPORT.width - shown.right).toBeLessThanOrEqual(CHAT.left);
      expect(VIEWPORT.width - shown.right).toBeGreaterThan(CHAT.left - 20);
    }
  });

  it('keeps its whole height beside the chat', () => {
    const docked = { wanted, fills: true, size: SIZE, viewport: VIEWPORT };
    expect(placeOf({ ...docked, clearance: open }).height).toBe(
      placeOf({ ...docked, clearance: closed }).height,
    );
  });

  it('stays where it is wanted when the chat is somewhere else', () => {
    const away = { ...wanted, right: 700 };
    const { shown } = placeOf({
      wanted: away,
      fills: false,
      size: SIZE,
      viewport: VIEWPORT,
      clearance: open,
    });
    expect(shown.right).toBe(700);
  });

  it('a small tab rests above the chat while there is room', () => {
    const tab = { width: 160, height: 64 };
    const { shown } = placeOf({ wanted, fills: false, size: tab, viewport: VIEWPORT, clearance: open });
    expect(shown).toEqual({ right: 0, top: CHAT.top - tab.height - 8 });
  });
});
