import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { compare, expectedOf } from '../../world/check.ts';
import { isAsExpected } from '../../world/judging.ts';
import { openPanel } from '../../world/ready.ts';
import type { Twin } from '../../world/twins.ts';
import { context, world } from '../golden.ts';
import { addressOf, figuresOf, hasPanel, headings, navigate, painted, twin, visit } from '../story.ts';

export const recordPages = (): void => {
  describe('the golden books on the record page', () => {
    it.each(['salesforce', 'hubspot'] as const)(
      'every linked %s record paints the figures that the books come to',
      async (system) => {
        const linked = world.twins.all.filter((one) => one.linked && one.record.system === system);
        expect(linked.length).toBeGreaterThan(8);
        const page = await context.newPage();
        for (const one of linked) {
          await page.goto(addressOf(one));
          await openPanel(page);
          expect(await figuresOf(page, one.name)).toEqual(expectedOf(world, one));
        }
        await page.close();
      },
    );
  });

  describe('the check of `npm start -- --check`', () => {
    it('finds a record as expected, and a difference where the books say a cent more', async () => {
      const one = twin(world, 'salesforce', 'G03');
      const falsified = structuredClone(world.books);
      const [owed] = falsified.invoices.filter(
        ({ customer, state, type }) => customer === 'G03' && state === 'posted' && type === 'invoice',
      );
      const instalment = owed?.type === 'invoice' ? owed.instalments.at(-1) : undefined;
      if (instalment === undefined) throw new Error('Part Payment SARL owes nothing.');
      instalment.amount += 1;
      const page = await context.newPage();
      const right = await compare(page, world, one);
      expect(right.painted).toEqual(right.expected);
      expect(isAsExpected(right)).toBe(true);
      expect(isAsExpected(await compare(page, { ...world, books: falsified }, one))).toBe(false);
      await page.close();
    });
  });

  describe('in-page navigation', () => {
    it.each(['salesforce', 'hubspot'] as const)(
      '%s: record to record, list, back and forward, without a reload',
      async (system) => {
        const [first, second] = [
          twin(world, system, 'G03'),
          twin(world, system, system === 'hubspot' ? sameHostAs('G03') : 'G05'),
        ];
        const page = await visit(context, first);
        await figuresOf(page, first.name);
        await page.evaluate(() => Object.assign(globalThis, { __loadedOnce: true }));

        await navigate(page, second.path);
        expect(await figuresOf(page, second.name)).toEqual(expectedOf(world, second));
        await navigate(page, listOf(system, first.path));
        await expect.poll(() => hasPanel(page), { timeout: 10_000 }).toBe(false);
        await page.goBack();
        expect(await figuresOf(page, second.name)).toEqual(expectedOf(world, second));
        await page.goBack();
        expect(await figuresOf(page, first.name)).toEqual(expectedOf(world, first));
        await page.goForward();
        await figuresOf(page, second.name);
        expect(await page.evaluate(() => '__loadedOnce' in globalThis)).toBe(true);
        await page.close();
      },
    );

    it('a console tab shows the record of the tab in front', async () => {
      const first = twin(world, 'salesforce', 'G03');
      const second = twin(world, 'salesforce', 'G05');
      const page = await visit(context, first);
      await navigate(
        page,
        `/lightning/r/Account/${second.record.id}/view?ws=%2Flightning%2Fr%2FAccount%2F${first.record.id}%2Fview`,
      );
      await figuresOf(page, second.name);
      await page.close();
    });

    it('a console app: figures of the workspace or subtab in front, whichever way one comes to it', async () => {
      const [first, second, third] = ['G03', 'G05', 'G12'].map((customer) =>
        twin(world, 'salesforce', customer),
      ) as [Twin, Twin, Twin];
      const page = await context.newPage();
      await page.goto(`https://${first.host}/lightning/app/console`);
      await page.evaluate(() => Object.assign(globalThis, { __loadedOnce: true }));
      expect(await hasPanel(page)).toBe(false);
      const inFront = async (one: Twin): Promise<void> => {
        expect(await figuresOf(page, one.name)).toEqual(expectedOf(world, one));
        expect(new URL(page.url()).pathname).toBe(one.path);
      };
      const tab = (one: Twin) => page.getByRole('tab', { name: one.name, exact: true });

      await navigate(page, first.path);
      await openPanel(page);
      await inFront(first);
      await navigate(page, `${second.path}?ws=${encodeURIComponent(first.path)}`);
      await inFront(second);
      await navigate(page, third.path);
      await inFront(third);
      await tab(first).click();
      await inFront(first);
      await tab(second).click();
      await inFront(second);
      await tab(third).click();
      await inFront(third);
      await page.goBack();
      await inFront(second);
      expect(await page.evaluate(() => '__loadedOnce' in globalThis)).toBe(true);
      await page.close();
    });

    it('an answer that comes late never lands on the next record', async () => {
      const first = twin(world, 'salesforce', 'G10');
      const second = twin(world, 'salesforce', 'G12');
      const third = twin(world, 'salesforce', 'G04');
      const page = await visit(context, third);
      await figuresOf(page, third.name);
      world.wire.hold();
      try {
        await navigate(page, first.path);
        await painted(page);
        await navigate(page, second.path);
        await painted(page);
        await navigate(page, third.path);
        await navigate(page, second.path);
        await painted(page);
        expect(await headings(page)).not.toContain(third.name);
      } finally {
        world.wire.flow();
      }
      const seen = new Set<string>();
      const done = figuresOf(page, second.name);
      const watching = watch(page, seen, done);
      expect(await done).toEqual(expectedOf(world, second));
      await watching;
      expect([...seen].filter((name) => name === first.name || name === third.name)).toEqual([]);
      await page.close();
    });
  });

  describe('pages that are no record', () => {
    it.each([
      ['a list', 'https://acme.lightning.force.com/lightning/o/Account/list?filterName=Recent'],
      ['home', 'https://acme.lightning.force.com/lightning/page/home'],
      [
        'Setup',
        'https://acme.lightning.force.com/lightning/setup/SetupOneHome/home?address=%2F001Qy0000000001IAA',
      ],
      ['an editor', `https://acme.lightning.force.com/lightning/r/Account/001Qy0000000001IAA/edit`],
      ['a HubSpot list', 'https://app.hubspot.com/contacts/48110017/objects/0-2/views/all/list'],
    ])('%s has no panel and no panel code', async (_name, address) => {
      const page = await context.newPage();
      await page.goto(address);
      await painted(page);
      await painted(page);
      expect(await hasPanel(page)).toBe(false);
      expect(
        await page.evaluate(() =>
          [...document.documentElement.children].map(({ tagName }) => tagName.toLowerCase()),
        ),
      ).toEqual(['head', 'body']);
      await page.close();
    });
  });

  describe('frames inside a record page', () => {
    it.each(['salesforce', 'hubspot'] as const)(
      '%s: one panel in the top frame, none in a frame, whatever its address says',
      async (system) => {
        const page = await visit(context, twin(world, system, 'G03'));
        await expect.poll(() => page.frames().length, { timeout: 10_000 }).toBeGreaterThan(1);
        const panels = await Promise.all(
          page.frames().map(async (frame) => ({
            top: frame === page.mainFrame(),
            // Beside head and body: nothing of ours carries a name that a page could look for.
            panels: await frame.evaluate(() => document.documentElement.children.length - 2),
          })),
        );
        for (const { top, panels: count } of panels) expect(count).toBe(top ? 1 : 0);
        await page.close();
      },
    );
  });

  /** A customer whose HubSpot record lives on the same host as the given one's, since navigation does not change hosts. */
  const sameHostAs = (customer: string): string => {
    const { host } = twin(world, 'hubspot', customer);
    const other = world.twins.all.find(
      (one) =>
        one.record.system === 'hubspot' && one.linked && one.host === host && one.customer !== customer,
    );
    if (other === undefined) throw new Error('The seed put no second linked company on that host.');
    return other.customer;
  };

  const listOf = (system: 'salesforce' | 'hubspot', path: string): string =>
    system === 'salesforce'
      ? '/lightning/o/Account/list?filterName=Recent'
      : `/contacts/${path.split('/')[2]}/objects/0-2/views/all/list`;

  /** Notes every heading that the panel shows until `until` settles. */
  const watch = async (page: Page, seen: Set<string>, until: Promise<unknown>): Promise<void> => {
    let open = true;
    const stop = () => {
      open = false;
    };
    until.then(stop, stop);
    while (open) for (const name of await headings(page)) seen.add(name);
  };
};
