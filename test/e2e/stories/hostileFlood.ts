import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksOf } from '../../world/hostile/links.ts';
import { idOf } from '../../world/salesforce/ids.ts';
import type { SalesforceOrg } from '../../world/salesforce/org.ts';
import { context, standIn, world } from '../golden.ts';
import { figuresOf, painted, press, twin, visit } from '../story.ts';

export const hostileFlood = (): void => {
  describe('a page that misbehaves, seen from the CRM and the ERP API', () => {
    let token: string;
    let answers: SalesforceOrg['fetch'];
    /** What the extension asked Salesforce, as "GET /services/data/…". */
    const askedOfCrm: string[] = [];
    /** Paths that were asked before the ERP was asked for the record. */
    const askedBeforeView: string[] = [];

    beforeAll(async () => {
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
    afterAll(() => {
      Object.assign(world.salesforce, { fetch: answers });
    });

    const askAnew = (): void => {
      standIn.pass();
      askedOfCrm.length = 0;
      askedBeforeView.length = 0;
    };
    const views = (): number => standIn.asked.filter((line) => line.endsWith('/record-view')).length;

    /** Counts, from now on, the page's long tasks and painted frames. */
    const watch = (page: Page): Promise<void> =>
      page.evaluate(() => {
        const seen = { longTasks: 0, frames: 0 };
        Object.assign(window, { seen });
        new PerformanceObserver((list) => {
          seen.longTasks += list.getEntries().length;
        }).observe({ type: 'longtask' });
        const next = () => {
          seen.frames += 1;
          requestAnimationFrame(next);
        };
        next();
      });
    const watched = (page: Page): Promise<{ longTasks: number; frames: number }> =>
      page.evaluate(() => (window as unknown as { seen: { longTasks: number; frames: number } }).seen);

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
        'floods the history with 1,000 records, %s: few questions, and then the right figures',
        async (_, pause) => {
          const before = await linksOf(world, token);
          const start = twin(world, 'salesforce', 'G02');
          const end = twin(world, 'salesforce', 'G03');
          const page = await visit(context, start);
          await figuresOf(page, start.name);
          await watch(page);
          askAnew();
          const ids = Array.from({ length: 1_000 }, (_, index) => idOf('Account', 500 + index));
          await page.evaluate(
            async ({ ids, pause }) => {
              for (const id of ids) {
                history.pushState({}, '', `/lightning/r/Account/${id}/view`);
                if (pause > 0) await new Promise((resolve) => setTimeout(resolve));
              }
            },
            { ids, pause },
          );
          // Chromium itself lets 200 of them through in ten seconds and drops the rest, so that the last one is not sure to count.
          await page.evaluate((path) => history.replaceState({}, '', path), end.path);
          await page.reload();
          expect((await figuresOf(page, end.name)).customer).toBe(end.name);
          expect(views()).toBeLessThanOrEqual(20);
          expect(askedOfCrm.length).toBeLessThanOrEqual(20);
          expect(await linksOf(world, token)).toEqual(before);
          await page.close();
        },
      );

      it('holds 100,000 elements: the panel still answers, and adds no long task of its own', async () => {
        const one = twin(world, 'salesforce', 'G02');
        const page = await visit(context, one);
        await figuresOf(page, one.name);
        await page.evaluate(() => {
          const heap = document.createElement('div');
          for (let index = 0; index < 100_000; index += 1) heap.append(document.createElement('i'));
          document.body.append(heap);
        });
        await painted(page);
        await watch(page);
        // A class that changes makes the panel ask which theme the page wears.
        await page.evaluate(async () => {
          for (let turn = 0; turn < 60; turn += 1) {
            document.body.classList.toggle('turn');
            await new Promise(requestAnimationFrame);
          }
        });
        await press(page, 'button', 'Refresh');
        await figuresOf(page, one.name);
        const { longTasks, frames } = await watched(page);
        expect(frames).toBeGreaterThanOrEqual(60);
        expect(longTasks).toBeLessThan(frames / 2);
        await page.close();
      });

      it('throws the panel out over and over: it comes back once per record, and the page stays as fast as it was', async () => {
        const one = twin(world, 'salesforce', 'G02');
        const other = twin(world, 'salesforce', 'G03');
        const page = await visit(context, one);
        await figuresOf(page, one.name);
        await watch(page);
        askAnew();
        await page.evaluate(() => {
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
        await painted(page);
        await page.evaluate((to) => window.__navigate(to), other.path);
        await page.getByText(other.name).first().waitFor();
        await painted(page);
        const returns = await page.evaluate(
          () => (window as unknown as { thrown: { returns: number } }).thrown.returns,
        );
        expect(returns).toBeGreaterThanOrEqual(1);
        expect(returns).toBeLessThanOrEqual(3);
        expect(views()).toBeLessThanOrEqual(1);
        expect((await watched(page)).longTasks).toBeLessThan(10);
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
