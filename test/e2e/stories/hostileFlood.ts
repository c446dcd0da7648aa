import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopReading } from '../../world/accessibility.ts';
import { bareBuild } from '../../world/bareBuild.ts';
import type { Browser } from '../../world/browser.ts';
import { linksOf } from '../../world/hostile/links.ts';
import { heldUp, mainThreadOf } from '../../world/hostile/mainThread.ts';
import { idOf } from '../../world/salesforce/ids.ts';
import type { SalesforceOrg } from '../../world/salesforce/org.ts';
import type { Twin } from '../../world/twins.ts';
import { context, standIn, world } from '../golden.ts';
import { addressOf, figuresOf, navigate, painted, press, twin, visit } from '../story.ts';

export const hostileFlood = (): void => {
  describe('a page that misbehaves, seen from the CRM and the ERP API', () => {
    let token: string;
    let build: string;
    let bare: Browser;
    let answers: SalesforceOrg['fetch'];
    /** What the extension asked Salesforce, as "GET /services/data/…". */
    const askedOfCrm: string[] = [];
    /** Paths that were asked before the ERP was asked for the record. */
    const askedBeforeView: string[] = [];

    beforeAll(async () => {
      build = await bareBuild();
      bare = await world.browser({ extension: build });
      token = await world.erp.token('auditor', 'crm.admin');
      answers = world.salesforce.fetch;
      Object.assign(world.salesforce, {
        fetch: (request: Request) => {
          const { hostname, pathname } = new URL(request.url);
          if (hostname === world.salesforce.apiHost) {
            askedOfCrm.push(`${request.method} ${pathname}`);
            if (views() === 0) askedBeforeView.push(pathname);
          }
          return answers(request);
        },
      });
    });
    afterAll(async () => {
      Object.assign(world.salesforce, { fetch: answers });
      await bare.close();
      await rm(build, { recursive: true });
    });

    const askAnew = (): void => {
      standIn.pass();
      askedOfCrm.length = 0;
      askedBeforeView.length = 0;
    };
    const views = (): number => standIn.asked.filter((line) => line.endsWith('/record-view')).length;

    /** The page that a person looks at, and the same one in a browser without the extension: what a page does to itself. */
    const openBoth = async (one: Twin): Promise<readonly [Page, Page]> => {
      const page = await visit(context, one);
      await figuresOf(page, one.name);
      // Whoever reads the accessibility tree makes the browser keep it up to date: that is the test's cost, not the panel's.
      await stopReading(page);
      const alone = await bare.context.newPage();
      await alone.goto(addressOf(one));
      await alone.getByText(one.name).first().waitFor();
      return [page, alone];
    };

    /** Side by side, so that whatever else the machine does slows both. */
    const inBoth = async <T>(
      pages: readonly [Page, Page],
      work: (page: Page) => Promise<T>,
    ): Promise<readonly [T, T]> => Promise.all([work(pages[0]), work(pages[1])]);

    /** The page answers as soon as it would without us; the answer is how many times the processor it had to work. */
    const staysResponsive = async (
      pages: readonly [Page, Page],
      during: (page: Page) => Promise<unknown>,
    ): Promise<number> => {
      const [ours, alone] = await inBoth(pages, (page) => mainThreadOf(page, () => during(page)));
      expect(heldUp(ours).inAll).toBeLessThan(heldUp(alone).inAll + 0.25);
      expect(heldUp(ours).longest).toBeLessThan(heldUp(alone).longest + 0.15);
      return ours.processor / alone.processor;
    };

    describe('a page that misbehaves', () => {
      it('asks once about each record that a person looks at', async () => {
        const one = twin(world, 'salesforce', 'G02');
        askAnew();
        const page = await visit(context, one);
        await figuresOf(page, one.name);
        expect(views()).toBe(1);
        // Behind the view, the sync may look at a record that is shown.
        expect(askedBeforeView).toEqual([]);
        await page.close();
      });

      it.each([
        ['within one task', 0],
        ['one task each', 1],
      ])(
        'floods the history with 1,000 records, %s: few questions, a page that answers, and then the right figures',
        async (_, pause) => {
          const before = await linksOf(world, token);
          const start = twin(world, 'salesforce', 'G02');
          const end = twin(world, 'salesforce', 'G03');
          const both = await openBoth(start);
          const [page, alone] = both;
          askAnew();
          const ids = Array.from({ length: 1_000 }, (_, index) => idOf('Account', 500 + index));
          const flood = (flooded: Page): Promise<void> =>
            flooded.evaluate(
              async ({ ids, pause }) => {
                for (const id of ids) {
                  history.pushState({}, '', `/lightning/r/Account/${id}/view`);
                  if (pause > 0) await new Promise((resolve) => setTimeout(resolve));
                }
              },
              { ids, pause },
            );
          const times = await staysResponsive(both, async (flooded) => {
            await flood(flooded);
            await navigate(flooded, end.path);
            await flooded.getByText(end.name).first().waitFor();
            await painted(flooded);
          });
          // A dozen records are painted meanwhile, not a thousand.
          expect(times).toBeLessThan(6);
          await alone.close();
          expect(new URL(page.url()).pathname).toBe(end.path);
          expect((await figuresOf(page, end.name)).customer).toBe(end.name);
          expect(views()).toBeLessThanOrEqual(20);
          expect(askedOfCrm.length).toBeLessThanOrEqual(20);
          expect(await linksOf(world, token)).toEqual(before);
          await page.close();
        },
      );

      it('holds 100,000 elements: the panel still answers, and adds no long task of its own', async () => {
        const one = twin(world, 'salesforce', 'G02');
        const both = await openBoth(one);
        const [page, alone] = both;
        await inBoth(both, async (full) => {
          await full.evaluate(() => {
            const heap = document.createElement('div');
            for (let index = 0; index < 100_000; index += 1) heap.append(document.createElement('i'));
            document.body.append(heap);
          });
          await painted(full);
        });
        // A class that changes makes the panel ask which theme the page wears.
        const times = await staysResponsive(both, (full) =>
          full.evaluate(async () => {
            for (let turn = 0; turn < 120; turn += 1) {
              document.body.classList.toggle('turn');
              await new Promise(requestAnimationFrame);
            }
          }),
        );
        expect(times).toBeLessThan(3);
        await alone.close();
        await press(page, 'button', 'Refresh');
        await figuresOf(page, one.name);
        await page.close();
      });

      it('throws the panel out over and over: it comes back once per record, and the page stays as fast as it was', async () => {
        const one = twin(world, 'salesforce', 'G02');
        const other = twin(world, 'salesforce', 'G03');
        const both = await openBoth(one);
        const [page, alone] = both;
        askAnew();
        await staysResponsive(both, async (throwing) => {
          await throwing.evaluate(() => {
            const seen = { returns: 0 };
            Object.assign(window, { thrown: seen });
            const host = document.querySelector('[data-ledgerside]');
            new MutationObserver(() => {
              if (host?.isConnected !== true) return;
              seen.returns += 1;
              host.remove();
            }).observe(document, { childList: true, subtree: true });
            host?.remove();
          });
          await painted(throwing);
          await navigate(throwing, other.path);
          await throwing.getByText(other.name).first().waitFor();
          for (let turn = 0; turn < 30; turn += 1) await painted(throwing);
        });
        await alone.close();
        const returns = await page.evaluate(
          () => (window as unknown as { thrown: { returns: number } }).thrown.returns,
        );
        expect(returns).toBeGreaterThanOrEqual(1);
        expect(returns).toBeLessThanOrEqual(3);
        expect(views()).toBeLessThanOrEqual(1);
        await page.close();
      });

      it('cannot hide the panel by its style, its attributes or its place', async () => {
        const one = twin(world, 'salesforce', 'G02');
        const page = await visit(context, one);
        await figuresOf(page, one.name);
        await page.evaluate(() => {
          const host = document.querySelector<HTMLElement>('[data-ledgerside]');
          if (host === null) throw new Error('There is no panel.');
          for (const [name, value] of Object.entries({
            display: 'none',
            visibility: 'hidden',
            opacity: '0',
            filter: 'opacity(0)',
            'clip-path': 'inset(100%)',
            'mask-image': 'linear-gradient(transparent, transparent)',
            transform: 'translate(-9999px)',
            'z-index': '-1',
            position: 'static',
            'pointer-events': 'none',
            'content-visibility': 'hidden',
          }))
            host.style.setProperty(name, value, 'important');
          host.hidden = true;
          host.popover = 'manual';
          host.animate([{ opacity: 0, transform: 'translate(-9999px)' }], {
            duration: 1e9,
            fill: 'forwards',
          });
        });
        // A real press reaches it, where it always was.
        await press(page, 'button', 'Close');
        await page.close();
      });
    });
  });
};
