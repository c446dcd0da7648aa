import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findOne } from '../../world/accessibility.ts';
import { openOptions } from '../../world/connect.ts';
import { type Painted, panelRegion, waitForPanel } from '../../world/panel.ts';
import { openPanel } from '../../world/ready.ts';
import { BAD_ANSWERS } from '../badAnswers.ts';
import { portray, refused, textOf, twoHoursLater } from '../badDay.ts';
import { context, standIn, world } from '../golden.ts';
import { figuresOf, press, says, twin, visit } from '../story.ts';
import { rejectIn, type Unhandled, watchUnhandled } from '../unhandled.ts';

export const badAnswers = (): void => {
  describe('a bad answer', () => {
    let unhandled: Unhandled;

    beforeAll(async () => {
      unhandled = await watchUnhandled(context);
    });
    afterEach(async () => {
      standIn.pass();
      world.wire.flow();
      expect(await unhandled.since()).toEqual([]);
    });

    /**
     * The figures, once the ERP API has answered: until then they are the cache's, and a page that is loaded again joins the question that is
     * under way. The sync's line is asked for behind that answer.
     */
    const answered = async (page: Page, customer: string): Promise<Painted> => {
      await says(page, 'Waiting');
      return figuresOf(page, customer);
    };

    describe('an answer that is none', () => {
      it.each(BAD_ANSWERS)(
        '$name: says "$says", and what comes next works',
        async ({ name, answer, says: words, way, figures }) => {
          const one = twin(world, 'salesforce', 'G03');
          const page = await visit(context, one);
          const before = await answered(page, one.name);

          standIn.answer(answer);
          await twoHoursLater(page);
          await page.reload();
          await openPanel(page);
          await waitForPanel(page, `"${words}"`, (panel) =>
            panel.text.includes(words) && !panel.text.includes('Trying again') ? true : null,
          );
          if (figures === 'kept') {
            expect(await figuresOf(page, one.name)).toEqual(before);
            await says(page, 'Not refreshed');
            await says(page, 'as of 2 hr ago');
            await says(page, 'Last known: Stop');
          } else expect(await textOf(page)).not.toMatch(/[€$£]\d/);
          await portray(page, name);

          const shown = (await panelRegion(page)) ?? fail();
          expect(findOne(shown, 'button', way), way).not.toBeNull();
          standIn.pass();
          if (way === 'Back') {
            // The action is hidden: whoever comes back asks again.
            expect(findOne(shown, 'button', 'Refresh')).toBeNull();
            await press(page, 'button', 'Back');
            await openPanel(page);
          } else await press(page, 'button', way === 'Retry' || way === 'Refresh sync' ? way : 'Refresh');
          expect(await figuresOf(page, one.name)).toEqual(before);
          await waitForPanel(page, 'no notice any more', (panel) =>
            panel.text.includes(words) || panel.text.includes('Not refreshed') ? null : true,
          );
          await page.close();
        },
      );
    });

    const fail = (): never => {
      throw new Error('There is no panel.');
    };

    describe('too many questions', () => {
      it('counts down, asks nothing meanwhile from any tab, and can be retried then', async () => {
        const one = twin(world, 'salesforce', 'G03');
        const page = await visit(context, one);
        const before = await answered(page, one.name);
        const retryAfter = 6;
        standIn.answer(refused(429, 'rate.exceeded', { headers: { 'retry-after': String(retryAfter) } }));
        await twoHoursLater(page);
        await page.reload();
        await openPanel(page);
        await says(page, 'ERP API rate limit exceeded. Retry later.');
        await says(page, /Try again in 0:0\d/);
        expect(await figuresOf(page, one.name)).toEqual(before);
        await portray(page, '429');
        const other = await visit(context, twin(world, 'salesforce', 'G05'));
        await says(other, 'ERP API rate limit exceeded. Retry later.');
        await other.close();
        // Whoever is slower than the countdown may ask again, and no sooner.
        const views = standIn.askedAt.filter((_, index) => standIn.asked[index]?.endsWith('/record-view'));
        const [first = Number.NaN] = views;
        expect(views.length).toBeGreaterThan(0);
        expect(views.slice(1).every((at) => at - first >= retryAfter * 1000)).toBe(true);
        standIn.pass();
        await press(page, 'button', 'Retry');
        await waitForPanel(page, 'fresh figures', (panel) =>
          panel.text.includes('Not refreshed') ? null : true,
        );
        expect(await figuresOf(page, one.name)).toEqual(before);
        await page.close();
      });
    });

    it('a rejection that nobody handles is seen, wherever it happens', async () => {
      const [worker] = context.serviceWorkers();
      await worker?.evaluate(() => {
        void Promise.reject(new Error('of the worker'));
      });
      await seen('of the worker');
      const options = await openOptions(context);
      await rejectIn(options, 'of a page');
      await seen('of a page');
      await options.close();
      const record = await visit(context, twin(world, 'salesforce', 'G03'));
      await rejectIn(record, 'of the panel');
      await seen('of the panel');
      await record.close();
    });

    const seen = (words: string): Promise<void> =>
      expect.poll(() => unhandled.since(), { timeout: 5_000 }).toEqual([expect.stringContaining(words)]);
  });
};
