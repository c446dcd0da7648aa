// @vitest-environment happy-dom
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PanelPreferences } from '../../lib/messaging/protocol.ts';
import { customerSample, NOW, pageOf, viewOf } from './samples/customers.ts';
import { type FakePort, failing, fakePort } from './samples/fakePort.ts';
import { openPanel, settle } from './samples/openPanel.tsx';

const PAGE = pageOf('001A');
const portWith = (preferences: Partial<PanelPreferences>) => {
  const port = fakePort(PAGE, preferences);
  port.answer('record.view', ({ page }) => viewOf(page.record, [customerSample()]));
  return port;
};
let unmount: () => void = () => undefined;
const open = async (port: FakePort) => {
  const opened = await openPanel(port);
  unmount = () => act(() => opened.unmount());
  return opened;
};
const written = (port: FakePort) =>
  port.asked.filter(({ name }) => name === 'panel.preferences.write').map(({ request }) => request);
const shortcut = async (port: FakePort) => {
  act(() => port.tell({ name: 'panel.toggle' }));
  await settle();
};
const isOpen = (panel: Awaited<ReturnType<typeof open>>['panel']) =>
  panel.queryByRole('button', { name: 'Close' }) !== null;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  Object.assign(window, { innerWidth: 1280, innerHeight: 800 });
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 46));
});
afterEach(() => {
  unmount();
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('opening and closing', () => {
  it('is collapsed for whoever never opened it, and asks for the record all the same', async () => {
    const port = portWith({ open: false });
    const { panel } = await open(port);
    expect(isOpen(panel)).toBe(false);
    expect(port.count('record.view')).toBe(1);
  });

  it('shows nothing before it is known whether it was open, and does not wait to ask for the record', async () => {
    const port = portWith({});
    port.answer('panel.preferences.read', () => new Promise<never>(() => {}));
    const { panel } = await open(port);
    expect(panel.queryByRole('button', { name: /AR balance/ })).toBeNull();
    expect(port.count('record.view')).toBe(1);
  });

  it('is collapsed where what was remembered cannot be read', async () => {
    const port = portWith({});
    port.answer('panel.preferences.read', failing({ code: 'storage' }));
    const { panel } = await open(port);
    expect(panel.getByRole('button', { name: /AR balance/ })).toBeTruthy();
  });

  it('opens by a click, is remembered, and the focus goes in', async () => {
    const port = portWith({ open: false });
    const { panel, shadow } = await open(port);
    fireEvent.click(panel.getByRole('button', { name: /AR balance/ }));
    await settle();
    expect(isOpen(panel)).toBe(true);
    expect(written(port)).toEqual([{ open: true, position: null, docked: false }]);
    expect(shadow.activeElement).toBe(panel.getByRole('region', { name: 'Ledgerside' }));
  });

  it('closes by its button and gives the focus to the tab', async () => {
    const port = portWith({});
    const { panel, shadow } = await open(port);
    fireEvent.click(panel.getByRole('button', { name: 'Close' }));
    await settle();
    expect(shadow.activeElement).toBe(panel.getByRole('button', { name: /AR balance/ }));
    expect(written(port)).toEqual([{ open: false, position: null, docked: false }]);
  });

  it('opens by the shortcut; Escape closes it and gives the focus back to where it was in the page', async () => {
    const port = portWith({ open: false });
    const { panel } = await open(port);
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await shortcut(port);
    expect(isOpen(panel)).toBe(true);
    expect(document.activeElement).not.toBe(field);
    fireEvent.keyDown(panel.getByRole('region', { name: 'Ledgerside' }), { key: 'Escape' });
    await settle();
    expect(isOpen(panel)).toBe(false);
    expect(document.activeElement).toBe(field);
  });

  it('closes by the shortcut too', async () => {
    const port = portWith({});
    const { panel } = await open(port);
    await shortcut(port);
    expect(isOpen(panel)).toBe(false);
  });

  it('gives the focus to the tab where what had it before is gone', async () => {
    const port = portWith({ open: false });
    const { panel, shadow } = await open(port);
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await shortcut(port);
    field.remove();
    await shortcut(port);
    expect(shadow.activeElement).toBe(panel.getByRole('button', { name: /AR balance/ }));
  });

  it('takes no focus by itself when it was open before', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const { panel } = await open(portWith({}));
    expect(isOpen(panel)).toBe(true);
    expect(document.activeElement).toBe(field);
  });

  it('an Escape on the collapsed tab, or another key, does nothing', async () => {
    const port = portWith({ open: false });
    const { panel } = await open(port);
    fireEvent.keyDown(panel.getByRole('button', { name: /AR balance/ }), { key: 'Escape' });
    fireEvent.keyDown(panel.getByRole('button', { name: /AR balance/ }), { key: 'x' });
    expect(written(port)).toEqual([]);
  });

  it('stays open or closed where that cannot be remembered', async () => {
    const port = portWith({ open: false });
    port.answer('panel.preferences.write', failing({ code: 'storage' }));
    const { panel } = await open(port);
    await shortcut(port);
    expect(isOpen(panel)).toBe(true);
  });

  it('stays as it is on the next record', async () => {
    const port = portWith({});
    const { panel } = await open(port);
    await act(async () => port.goTo(pageOf('001B')));
    await settle();
    expect(isOpen(panel)).toBe(true);
    await act(async () => port.goTo(null));
    expect(panel.queryByRole('region', { name: 'Ledgerside' })).toBeNull();
  });
});

describe('moving', () => {
  const place = (panel: Awaited<ReturnType<typeof open>>['panel']) => {
    const { right, top } = panel.getByRole('region', { name: 'Ledgerside' }).style;
    return { right, top };
  };
  const handleOf = (panel: Awaited<ReturnType<typeof open>>['panel']) => {
    const handle = panel.getByRole('button', { name: 'Move Ledgerside' });
    handle.setPointerCapture = vi.fn();
    return handle;
  };
  const pointer = (clientX: number, clientY: number) => ({ clientX, clientY, pointerId: 1, button: 0 });

  it('starts where it was left', async () => {
    const { panel } = await open(portWith({ position: { right: 40, top: 90 } }));
    expect(place(panel)).toEqual({ right: '40px', top: '90px' });
  });

  it('follows the pointer and is remembered once, where it was let go', async () => {
    const port = portWith({ open: false, position: { right: 40, top: 90 }, docked: false });
    const { panel } = await open(port);
    const handle = handleOf(panel);
    fireEvent.pointerDown(handle, pointer(1000, 100));
    fireEvent.pointerMove(handle, pointer(900, 150));
    expect(place(panel)).toEqual({ right: '140px', top: '140px' });
    fireEvent.pointerMove(handle, pointer(800, 200));
    fireEvent.pointerUp(handle, pointer(800, 200));
    expect(place(panel)).toEqual({ right: '240px', top: '190px' });
    expect(written(port)).toEqual([{ open: false, position: { right: 240, top: 190 }, docked: false }]);
  });

  it('is not moved by a click, a second finger or the other button', async () => {
    const port = portWith({ position: { right: 40, top: 90 } });
    const { panel } = await open(port);
    const handle = handleOf(panel);
    fireEvent.pointerDown(handle, pointer(1000, 100));
    fireEvent.pointerMove(handle, { ...pointer(500, 500), pointerId: 2 });
    fireEvent.pointerUp(handle, pointer(1000, 100));
    fireEvent.pointerDown(handle, { ...pointer(1000, 100), button: 2 });
    fireEvent.pointerMove(handle, pointer(500, 500));
    expect(place(panel)).toEqual({ right: '40px', top: '90px' });
    expect(written(port)).toEqual([]);
  });

  it('cannot be dragged out of the window', async () => {
    const { panel } = await open(portWith({ position: { right: 40, top: 90 } }));
    const handle = handleOf(panel);
    fireEvent.pointerDown(handle, pointer(1000, 100));
    fireEvent.pointerMove(handle, pointer(-9000, 9000));
    expect(place(panel)).toEqual({ right: '1072px', top: '666px' });
  });

  it('can be put lower while it is open and as high as the window lets it be', async () => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 420, 622));
    const port = portWith({ position: { right: 0, top: 90 } });
    const { panel } = await open(port);
    fireEvent.keyDown(handleOf(panel), { key: 'ArrowDown' });
    expect(written(port)).toEqual([{ open: true, position: { right: 0, top: 106 }, docked: false }]);
  });

  it('moves by the arrow keys on its handle, and by no other key', async () => {
    const port = portWith({ position: { right: 40, top: 90 } });
    const { panel } = await open(port);
    const handle = handleOf(panel);
    fireEvent.keyDown(handle, { key: 'ArrowLeft' });
    fireEvent.keyDown(handle, { key: 'ArrowDown', shiftKey: true });
    fireEvent.keyDown(handle, { key: 'a' });
    expect(written(port)).toEqual([
      { open: true, position: { right: 56, top: 90 }, docked: false },
      { open: true, position: { right: 56, top: 170 }, docked: false },
    ]);
  });

  it('comes into view when the window shrinks, and goes back when it grows', async () => {
    const port = portWith({ position: { right: 40, top: 660 } });
    const { panel } = await open(port);
    const resize = (innerHeight: number) =>
      act(async () => {
        Object.assign(window, { innerHeight });
        window.dispatchEvent(new Event('resize'));
      });
    await resize(400);
    expect(place(panel).top).toBe('266px');
    await resize(800);
    expect(place(panel).top).toBe('660px');
    expect(written(port)).toEqual([]);
  });
});

describe('the theme', () => {
  const themeOf = (surface: HTMLElement) => surface.querySelector('.ledgerside')?.getAttribute('data-theme');

  afterEach(() => document.documentElement.removeAttribute('data-theme'));

  it("follows the page's own, also when it changes", async () => {
    document.documentElement.setAttribute('data-theme', 'dark');
    const { surface } = await open(portWith({}));
    expect(themeOf(surface)).toBe('dark');
    await act(async () => document.documentElement.setAttribute('data-theme', 'light'));
    await settle();
    expect(themeOf(surface)).toBe('light');
  });

  it("is the system's where the page states none", async () => {
    const { surface } = await open(portWith({}));
    expect(themeOf(surface)).toBeNull();
  });
});
