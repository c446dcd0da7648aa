import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findOne } from '../../world/accessibility.ts';
import type { Scripted } from '../../world/erpStandIn.ts';
import { type Painted, panelRegion, waitForPanel } from '../../world/panel.ts';
import { openPanel } from '../../world/ready.ts';
import { portray, refused, textOf } from '../badDay.ts';
import { context, standIn, world } from '../golden.ts';
import { figuresOf, press, says, twin, visit } from '../story.ts';
import { type Unhandled, watchUnhandled } from '../unhandled.ts';

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

    interface BadAnswer {
      readonly name: string;
      readonly answer: Scripted;
      readonly says: string;
      /** What the panel offers besides its Refresh. */
      readonly way: 'Retry' | 'Reconnect' | 'Open settings' | 'Back';
      /** hidden: who is no longer known to be allowed sees nothing of what was read. */
      readonly figures: 'kept' | 'hidden';
    }

    const BAD_ANSWERS: readonly BadAnswer[] = [
      {
        name: '400',
        answer: refused(400, 'request.invalid'),
        says: 'Invalid ERP configuration. Check settings.',
        way: 'Open settings',
        figures: 'kept',
      },
      {
        name: '401',
        answer: refused(401, 'token.expired'),
        says: 'ERP authentication expired. Reconnect.',
        way: 'Reconnect',
        figures: 'hidden',
      },
      {
        name: '403',
        answer: refused(403, 'role.forbidden'),
        says: "You don't have permission.",
        way: 'Back',
        figures: 'hidden',
      },
      {
        name: '404',
        answer: refused(404, 'route.unknown'),
        says: 'The ERP API does not know this record.',
        way: 'Retry',
        figures: 'hidden',
      },
      {
        name: '409',
        answer: refused(409, 'link.changed'),
        says: 'Sync conflict detected. Review and resolve.',
        way: 'Retry',
        figures: 'kept',
      },
      {
        name: '422',
        answer: refused(422, 'body.invalid'),
        says: 'Validation failed. Check field mapping.',
        way: 'Open settings',
        figures: 'kept',
      },
      {
        name: '500',
        answer: refused(500, 'internal'),
        says: 'Something went wrong. Try again.',
        way: 'Retry',
        figures: 'kept',
      },
      {
        name: 'HTML instead of JSON',
        answer: {
          status: 200,
          type: 'text/html',
          body: '<!doctype html><title>Sign in to the network</title>',
        },
        says: 'This address answers, but not as an ERP API.',
        way: 'Retry',
        figures: 'kept',
      },
      {
        name: 'a captive portal',
        answer: {
          status: 200,
          type: 'text/html',
          body: '<!doctype html><title>Wi-Fi</title>',
          byStranger: true,
        },
        says: 'The ERP API does not answer. Check your network or VPN.',
        way: 'Retry',
        figures: 'kept',
      },
      {
        name: 'an answer that fails its schema',
        answer: { status: 200, body: '{"record":7,"links":[],"customers":[]}', path: '/record-view' },
        says: 'The ERP API sent an answer that cannot be read.',
        way: 'Retry',
        figures: 'kept',
      },
    ];

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
          await page.reload();
          await openPanel(page);
          await waitForPanel(page, `"${words}"`, (panel) =>
            panel.text.includes(words) && !panel.text.includes('Trying again') ? true : null,
          );
          if (figures === 'kept') {
            expect(await figuresOf(page, one.name)).toEqual(before);
            await says(page, 'Not refreshed');
            await says(page, /as of (just now|\d+ (sec|min) ago)/);
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
          } else await press(page, 'button', way === 'Retry' ? 'Retry' : 'Refresh');
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
      await expect
        .poll(() => unhandled.since(), { timeout: 5_000 })
        .toEqual([expect.stringContaining('of the worker')]);
    });
  });
};
