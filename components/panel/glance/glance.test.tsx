// @vitest-environment happy-dom
// Long because what is shown, what takes its place and what a person does in between are one story, with one way to begin it.
import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PanelPreferences } from '../../../lib/messaging/protocol.ts';
import type { Ground } from '../ground.ts';
import { customerSample, linkOf, NOW, pageOf, viewOf } from '../samples/customers.ts';
import { type FakePort, fakePort } from '../samples/fakePort.ts';
import { groundFor, openPanel, settle } from '../samples/openPanel.tsx';
import type { Known } from './known.ts';

const PAGE = pageOf('001A');
const OTHER = pageOf('001B');
const HOUR = 3_600_000;
const knownOf = (preferences: Partial<PanelPreferences> = {}, customer = customerSample()): Known => ({
  page: PAGE,
  preferences: { open: false, position: null, docked: false, ...preferences },
  shown: { ...viewOf(PAGE.record, [customer]), fetchedAt: NOW - 2 * HOUR },
});
const frames = () => act(() => vi.advanceTimersByTimeAsync(50));
const textOf = (ground: Ground) => ground.host.shadow.textContent ?? '';

let ground: Ground;
const show = async (port: FakePort, known: Known | null, parts: Parameters<typeof groundFor>[2] = {}) => {
  ground = groundFor(port, known, parts);
  await frames();
  return ground.host.shadow;
};
const portFor = (known: Known) => {
  const port = fakePort(PAGE, known.preferences);
  port.answer('record.cached', () => known.shown);
  return port;
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  Object.assign(window, { innerWidth: 1280, innerHeight: 800 });
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 46));
});
afterEach(() => {
  act(() => ground.onReplaced());
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('before the panel is there', () => {
  it('the tab tells verdict, balance and how old they are', async () => {
    const port = fakePort(PAGE);
    expect((await show(port, knownOf())).textContent).toContain(
      'OK to sell AR balance €2,255.50 as of 2 hr ago',
    );
    expect(port.asked).toEqual([]);
  });

  it('the open panel tells them with customer, source and link', async () => {
    const { textContent } = await show(fakePort(PAGE), knownOf({ open: true }));
    for (const words of [
      'Hafenwerk Maschinenbau GmbH',
      'as of 2 hr ago',
      'Linked',
      'AR balance',
      '€2,255.50',
      '61–90 days',
    ])
      expect(textContent).toContain(words);
  });

  it('says that it is about to be replaced, which the panel is not', async () => {
    const shadow = await show(portFor(knownOf()), knownOf());
    expect(shadow.querySelector('section')?.getAttribute('aria-busy')).toBe('true');
    const { surface } = await openPanel(portFor(knownOf()), ground);
    expect(surface.querySelector('section')?.hasAttribute('aria-busy')).toBe(false);
  });

  it('a record of which nothing is known shows nothing', async () => {
    expect((await show(fakePort(PAGE), null)).textContent).toBe('');
  });

  it("another record's figures are not shown, whoever mixed them up", async () => {
    const mixed = { ...knownOf(), shown: viewOf(OTHER.record, [customerSample()]) };
    expect((await show(fakePort(PAGE), mixed)).textContent).toBe('');
  });

  it('nor a record without a customer, which the panel has more to say about', async () => {
    const unlinked = { ...knownOf(), shown: viewOf(PAGE.record, []) };
    expect((await show(fakePort(PAGE), unlinked)).textContent).toBe('');
  });

  it('what comes when the tab has moved on is not shown', async () => {
    const port = fakePort(PAGE);
    const late = Promise.withResolvers<Known>();
    const shadow = await show(port, null, { known: late.promise });
    port.goTo(OTHER);
    late.resolve(knownOf());
    await frames();
    expect(shadow.textContent).toBe('');
  });

  it('it goes with the record', async () => {
    const port = fakePort(PAGE);
    const onOver = vi.fn();
    const shadow = await show(port, knownOf(), { onOver });
    port.goTo(OTHER);
    expect(shadow.textContent).toBe('');
    expect(onOver).toHaveBeenCalledOnce();
    expect(ground.glance.hand()).toBeNull();
  });

  it('it goes, with what it was told, where another person may have signed in', async () => {
    const port = fakePort(PAGE);
    const onOver = vi.fn();
    const shadow = await show(port, knownOf(), { onOver });
    port.tell({ name: 'connections.changed' });
    expect(shadow.textContent).toBe('');
    expect(onOver).toHaveBeenCalledOnce();
    expect(ground.glance.hand()).toBeNull();
  });

  it("it follows the page's theme until it goes", async () => {
    const shadow = await show(fakePort(PAGE), knownOf());
    const theme = () => shadow.querySelector('.ledgerside')?.getAttribute('data-theme') ?? null;
    expect(theme()).toBeNull();
    document.body.setAttribute('data-theme', 'dark');
    await frames();
    expect(theme()).toBe('dark');
    document.body.removeAttribute('data-theme');
    await frames();
    expect(theme()).toBeNull();
  });

  it('it stands where the panel was left, inside the window', async () => {
    const shadow = await show(fakePort(PAGE), knownOf({ position: { right: 24, top: 5000 } }));
    const { style } = shadow.querySelector<HTMLElement>('.panel') ?? { style: null };
    expect([style?.right, style?.top]).toEqual(['24px', `${800 - 46 - 80 - 8}px`]);
  });

  it('what cannot be drawn is left to the panel, which says so', async () => {
    const broken = knownOf();
    Object.assign(broken.shown.value.view.customers[0] ?? {}, { verdict: null });
    expect((await show(fakePort(PAGE), broken)).textContent).toBe('');
  });

  it('it stands behind the body in the order of the page, though it may come before it', async () => {
    const { body } = document;
    body.remove();
    await show(fakePort(PAGE), knownOf());
    document.documentElement.append(body);
    await frames();
    expect(document.documentElement.lastElementChild).toBe(ground.host.element);
  });
});

describe('the panel takes its place', () => {
  it.each([
    ['collapsed', knownOf()],
    [
      'collapsed, of a customer to stop',
      knownOf({}, customerSample({ verdict: { level: 'stop', reasons: [{ code: 'creditHold' }] } })),
    ],
    ['moved', knownOf({ position: { right: 40, top: 90 } })],
  ])('with the same to the letter: %s', async (_, known) => {
    const shadow = await show(portFor(known), known);
    shadow.querySelector('section')?.removeAttribute('aria-busy');
    const before = shadow.querySelector('.ledgerside')?.cloneNode(true);
    const { surface } = await openPanel(portFor(known), ground);
    expect(surface.querySelector('.ledgerside')?.outerHTML).toBe((before as Element | undefined)?.outerHTML);
    expect(shadow.querySelectorAll('.panel')).toHaveLength(1);
  });

  it.each([
    ['floating', knownOf({ open: true })],
    ['docked', knownOf({ open: true, docked: true })],
  ])('with the same from the top down to the balance: %s', async (_, known) => {
    const shadow = await show(portFor(known), known);
    // Asking has begun by the time that is looked at.
    shadow.querySelector('[aria-label="Refresh"]')?.setAttribute('aria-label', 'Refreshing');
    shadow.querySelector('[aria-label="Refreshing"]')?.setAttribute('aria-busy', 'true');
    const parts = (root: ParentNode) =>
      [root.querySelector('.titlebar'), ...(root.querySelector('.body')?.children ?? [])].map(
        (part) => part?.outerHTML,
      );
    const before = parts(shadow);
    const { surface } = await openPanel(portFor(known), ground);
    expect(before).toHaveLength(6);
    expect(parts(surface).slice(0, 6)).toEqual(before);
  });

  it.each([
    ['a credit check', customerSample({ links: [linkOf(PAGE.record, 'G01'), linkOf(OTHER.record, 'G01')] })],
  ])('and stops above what may be followed by %s', async (_, customer) => {
    const { textContent } = await show(fakePort(PAGE), knownOf({ open: true }, customer));
    expect(textContent).toContain('Hafenwerk');
    expect(textContent).not.toContain('AR balance');
  });

  it('begins with what was known, and asks this device for nothing again', async () => {
    const port = portFor(knownOf());
    await show(port, knownOf());
    const { panel } = await openPanel(port, ground);
    expect(panel.getByRole('button', { name: /AR balance €2,255\.50/ })).toBeTruthy();
    expect(port.asked.map(({ name }) => name)).not.toContain('record.cached');
    expect(port.asked.map(({ name }) => name)).not.toContain('panel.preferences.read');
    expect(port.count('record.view')).toBe(1);
  });

  it('and where nothing was known, asks', async () => {
    const port = portFor(knownOf());
    await show(port, null);
    await openPanel(port, ground);
    expect(port.count('record.cached')).toBe(1);
  });

  it('never shows both', async () => {
    const port = portFor(knownOf());
    await show(port, knownOf());
    await openPanel(port, ground);
    expect(textOf(ground).split('AR balance')).toHaveLength(2);
  });
});

describe('what a person does meanwhile', () => {
  const trusted = (target: Element | null, event: Event) => {
    Object.defineProperty(event, 'isTrusted', { value: true });
    target?.dispatchEvent(event);
  };
  const press = (target: Element | null) => {
    trusted(target, new Event('pointerdown', { bubbles: true }));
    trusted(target, new Event('click', { bubbles: true }));
  };

  it('a press on the tab opens the panel', async () => {
    const port = portFor(knownOf());
    const shadow = await show(port, knownOf());
    press(shadow.querySelector('.tab'));
    const { panel } = await openPanel(port, ground);
    expect(panel.getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  it('so does one that is not over yet', async () => {
    const port = portFor(knownOf());
    const shadow = await show(port, knownOf());
    trusted(shadow.querySelector('.tab'), new Event('pointerdown', { bubbles: true }));
    const { panel } = await openPanel(port, ground);
    expect(panel.getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  it('but not one that was drawn off the tab', async () => {
    const port = portFor(knownOf());
    const shadow = await show(port, knownOf());
    trusted(shadow.querySelector('.tab'), new Event('pointerdown', { bubbles: true }));
    trusted(shadow.querySelector('object > *'), new Event('pointerleave'));
    const { panel } = await openPanel(port, ground);
    expect(panel.queryByRole('button', { name: 'Close' })).toBeNull();
  });

  it('and the shortcut does; twice, it does nothing', async () => {
    const port = portFor(knownOf());
    await show(port, knownOf());
    port.tell({ name: 'panel.toggle' });
    const { panel } = await openPanel(port, ground);
    expect(panel.getByRole('button', { name: 'Close' })).toBeTruthy();
    act(() => ground.onReplaced());

    await show(port, knownOf());
    port.tell({ name: 'panel.toggle' });
    port.tell({ name: 'panel.toggle' });
    expect((await openPanel(port, ground)).panel.queryByRole('button', { name: 'Close' })).toBeNull();
  });

  it('the open panel is closed by its button', async () => {
    const port = portFor(knownOf({ open: true }));
    const shadow = await show(port, knownOf({ open: true }));
    press(shadow.querySelector('[aria-label="Close"]'));
    const { panel } = await openPanel(port, ground);
    expect(panel.queryByRole('button', { name: 'Close' })).toBeNull();
  });

  it('the focus stays where it was', async () => {
    const port = portFor(knownOf({ open: true }));
    const shadow = await show(port, knownOf({ open: true }));
    shadow.querySelector<HTMLElement>('[aria-label="Close"]')?.focus();
    await openPanel(port, ground);
    expect(shadow.activeElement?.getAttribute('aria-label')).toBe('Close');
    expect(shadow.activeElement?.isConnected).toBe(true);
  });

  it('has the panel come at once, and asks for that once', async () => {
    const onWanted = vi.fn();
    const shadow = await show(fakePort(PAGE), knownOf(), { onWanted });
    const tab = shadow.querySelector('.tab');
    trusted(tab, new Event('pointerover', { bubbles: true }));
    trusted(tab, new Event('pointerover', { bubbles: true }));
    expect(onWanted).toHaveBeenCalledOnce();
  });

  it('what a script does is nothing', async () => {
    const port = portFor(knownOf());
    const onWanted = vi.fn();
    const shadow = await show(port, knownOf(), { onWanted });
    fireEvent.click(shadow.querySelector('.tab') as Element);
    const { panel } = await openPanel(port, ground);
    await settle();
    expect(onWanted).not.toHaveBeenCalled();
    expect(panel.queryByRole('button', { name: 'Close' })).toBeNull();
  });
});
