// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dated, PanelView } from '../../lib/messaging/protocol.ts';
import { customerSample, NOW, pageOf, recordOf, viewOf } from './samples/customers.ts';
import { type FakePort, fakePort } from './samples/fakePort.ts';
import { openPanel, settle } from './samples/openPanel.tsx';

const PAGES = { A: pageOf('001A'), B: pageOf('001B'), C: pageOf('001C') } as const;
type Name = keyof typeof PAGES;
const NAMES: readonly Name[] = ['A', 'B', 'C'];

/** The ERP's answer about one of the pages; its customer is called after it. */
const answerAbout = (name: Name, customer = `Customer of ${name}`): Dated<PanelView> =>
  viewOf(PAGES[name].record, [customerSample({ name: customer })]);

/** Answers nothing by itself: each question waits until the test lets it go. */
const withHeldAnswers = (port: FakePort) => {
  const held: { readonly name: Name; readonly about: (answer: Dated<PanelView>) => void }[] = [];
  port.answer('record.view', ({ page }) => {
    const { promise, resolve } = Promise.withResolvers<Dated<PanelView>>();
    const name = NAMES.find((candidate) => PAGES[candidate].record.id === page.record.id);
    if (name !== undefined) held.push({ name, about: resolve });
    return promise;
  });
  return held;
};

let unmount: () => void = () => undefined;
const open = async (port: FakePort) => {
  const opened = await openPanel(port);
  unmount = () => act(() => opened.unmount());
  return opened;
};
const navigate = async (port: FakePort, name: Name | null) => {
  await act(async () => port.goTo(name === null ? null : PAGES[name]));
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  unmount();
  vi.useRealTimers();
});

describe("one customer's figures never stand on another's page", () => {
  it('a late answer about the record before cannot take the place of the one on the page', async () => {
    const port = fakePort(PAGES.A);
    const held = withHeldAnswers(port);
    const { surface } = await open(port);
    await navigate(port, 'B');
    held[1]?.about(answerAbout('B'));
    await settle();
    expect(surface.textContent).toContain('Customer of B');
    held[0]?.about(answerAbout('A'));
    await settle();
    expect(surface.textContent).toContain('Customer of B');
    expect(surface.textContent).not.toContain('Customer of A');
  });

  it('the record before is gone the moment the address changes, before anything is answered', async () => {
    const port = fakePort(PAGES.A);
    const held = withHeldAnswers(port);
    const { surface } = await open(port);
    held[0]?.about(answerAbout('A'));
    await settle();
    expect(surface.textContent).toContain('Customer of A');
    act(() => port.goTo(PAGES.B));
    expect(surface.textContent).not.toContain('Customer of A');
    expect(surface.textContent).not.toContain('€2,255.50');
  });

  it('leaving a record aborts what was asked about it', async () => {
    const port = fakePort(PAGES.A);
    withHeldAnswers(port);
    port.answer('record.cached', () => new Promise<never>(() => {}));
    await open(port);
    const asked = port.asked.filter(({ name }) => name.startsWith('record.'));
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([false, false]);
    await navigate(port, null);
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
  });

  it.each(['record.view', 'record.cached'] as const)(
    'an answer of %s that names another record is refused',
    async (message) => {
      const port = fakePort(PAGES.A);
      port.answer(message, () => answerAbout('B'));
      const { surface } = await open(port);
      expect(surface.textContent).not.toContain('Customer of B');
    },
  );

  it('a customer that the record is not linked to is refused', async () => {
    const port = fakePort(PAGES.A);
    const answer = answerAbout('A');
    port.answer('record.view', () => ({
      ...answer,
      value: { ...answer.value, view: { ...answer.value.view, links: [] } },
    }));
    const { surface } = await open(port);
    expect(surface.textContent).not.toContain('Customer of A');
    expect(surface.textContent).toContain('cannot be read');
  });

  it("a cached answer never replaces the ERP's own", async () => {
    const port = fakePort(PAGES.A);
    const { promise, resolve } = Promise.withResolvers<Dated<PanelView>>();
    port.answer('record.cached', () => promise);
    port.answer('record.view', () => answerAbout('A', 'Fresh'));
    const { surface } = await open(port);
    resolve(answerAbout('A', 'Cached'));
    await settle();
    expect(surface.textContent).toContain('Fresh');
    expect(surface.textContent).not.toContain('Cached');
  });

  it('holds for any walk over the records and any order of late answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ go: fc.constantFrom<Name | null>('A', 'B', 'C', null) }),
            fc.record({ answer: fc.nat({ max: 6 }) }),
          ),
          { minLength: 3, maxLength: 10 },
        ),
        async (steps) => {
          let here: Name | null = 'A';
          const port = fakePort(PAGES.A);
          const held = withHeldAnswers(port);
          const { shadow, unmount: close } = await openPanel(port);
          for (const step of steps) {
            if ('go' in step) {
              here = step.go;
              await navigate(port, step.go);
            } else {
              const late = held[step.answer % Math.max(1, held.length)];
              late?.about(answerAbout(late.name));
              await settle();
            }
            const shown = shadow.textContent ?? '';
            for (const name of NAMES) if (name !== here) expect(shown).not.toContain(`Customer of ${name}`);
          }
          act(close);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('what a record asks for', () => {
  it('is one question to the ERP per visit, and the cache', async () => {
    const port = fakePort(PAGES.A);
    port.answer('record.view', () => answerAbout('A'));
    await open(port);
    expect([port.count('record.cached'), port.count('record.view')]).toEqual([1, 1]);
  });

  it('is nothing where the tab shows no record', async () => {
    const port = fakePort(null);
    const { surface } = await open(port);
    expect(surface.textContent).toBe('');
    expect(port.asked.filter(({ name }) => name.startsWith('record.'))).toEqual([]);
  });

  it("a contact's figures are those of the company it belongs to", async () => {
    const contact = pageOf('003A', 'contact');
    const company = recordOf('001A');
    const port = fakePort(contact);
    port.answer('record.view', () => viewOf(company, [customerSample()], { via: company }));
    const { surface } = await open(port);
    expect(surface.textContent).toContain('Hafenwerk Maschinenbau GmbH');
    expect(surface.textContent).toContain('Figures of the company this record belongs to');
  });

  it('an account cannot be answered by way of another record', async () => {
    const other = recordOf('001B');
    const port = fakePort(PAGES.A);
    port.answer('record.view', () => viewOf(other, [customerSample()], { via: other }));
    const { surface } = await open(port);
    expect(surface.textContent).not.toContain('Hafenwerk');
  });

  it('is asked again when the worker says that this record changed, and not for another', async () => {
    const port = fakePort(PAGES.A);
    port.answer('record.view', () => answerAbout('A'));
    await open(port);
    act(() =>
      port.tell({ name: 'record.changed', key: 'salesforce/nordlicht.my.salesforce.com/Account/001B' }),
    );
    await settle();
    expect(port.count('record.view')).toBe(1);
    act(() =>
      port.tell({ name: 'record.changed', key: 'salesforce/nordlicht.my.salesforce.com/Account/001A' }),
    );
    await settle();
    expect(port.count('record.view')).toBe(2);
  });
});
