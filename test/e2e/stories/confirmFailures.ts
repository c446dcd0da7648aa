import type { Frame, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linksOf } from '../../world/hostile/links.ts';
import { keepPicture } from '../../world/picture.ts';
import { refused } from '../badDay.ts';
import { context, standIn, world } from '../golden.ts';
import { aimAt, aimAtLink, confirmFrame, figuresOf, press, says, twin, visit } from '../story.ts';
import { type Unhandled, watchUnhandled } from '../unhandled.ts';
import { stopWorkers } from '../workers.ts';

export const confirmFailures = (): void => {
  describe('a yes on a bad day', () => {
    let unhandled: Unhandled;
    let token: string;
    let before: readonly string[];
    let page: Page;
    let frame: Frame;

    const one = () => twin(world, 'salesforce', 'G09');
    const links = () => linksOf(world, token);

    beforeAll(async () => {
      unhandled = await watchUnhandled(context);
      token = await world.erp.token('auditor', 'crm.admin');
    });
    beforeEach(async () => {
      before = await links();
      page = await visit(context, one());
      await press(page, 'button', `Link ${one().name}`);
      frame = await confirmFrame(page);
    });
    afterEach(async () => {
      standIn.pass();
      world.wire.flow();
      await page.close();
      expect(await unhandled.since()).toEqual([]);
    });

    const sayYes = async (): Promise<void> => {
      await aimAtLink(frame);
      await frame.getByRole('button', { name: 'Link', exact: true }).click();
    };
    /** Whole, and nothing else of the frame has to make room for it. */
    const told = async (words: string) => {
      await frame.getByRole('status').getByText(words).waitFor();
      expect(
        await frame.evaluate(() =>
          [...document.querySelectorAll('main, main section')].map(
            (box) => box.scrollHeight - box.clientHeight,
          ),
        ),
      ).toEqual([0, 0]);
    };
    const linkWrite = (status: number, code: string) => refused(status, code, { path: '/links' });

    describe('a yes that the ERP API refuses', () => {
      it.each([
        [409, 'link.changed', 'Sync conflict detected. Review and resolve.'],
        [412, 'precondition.failed', 'This has changed since it was read; nothing was written.'],
      ])('with %i says that it is no longer so, and cannot be given again', async (status, code) => {
        standIn.answer(linkWrite(status, code));
        await sayYes();
        await told('This has changed since it was read; nothing was written. Close this and look again.');
        expect(await frame.getByRole('button', { name: 'Link', exact: true }).count()).toBe(0);
        await keepPicture(page, `.output/shots/confirm-${status}.png`);
        expect(await links()).toEqual(before);
        standIn.pass();
        await frame.getByRole('button', { name: 'Close' }).click();
        await says(page, 'Link a customer');
      });

      it.each([
        [422, 'body.invalid', 'Validation failed. Check field mapping.'],
        [500, 'internal', 'Something went wrong. Try again.'],
      ])('with %i says so, and may be given again', async (status, code, words) => {
        standIn.answer(linkWrite(status, code));
        await sayYes();
        await told(words);
        await keepPicture(page, `.output/shots/confirm-${status}.png`);
        expect(await links()).toEqual(before);
        standIn.pass();
        await frame
          .getByRole('button', { name: 'Link', exact: true })
          .and(frame.locator(':not([aria-disabled])'))
          .waitFor();
        await frame.getByRole('button', { name: 'Cancel' }).click();
        await says(page, 'Link a customer');
      });
    });

    it('a yes whose worker is killed before it answers may be given again, and is written once', async () => {
      standIn.delay(60_000);
      await sayYes();
      await expect
        .poll(() => standIn.asked.some((line) => line.includes('/links')), { timeout: 15_000 })
        .toBe(true);
      await stopWorkers(context);
      standIn.pass();
      await told('Something went wrong. Try again.');
      // The next worker has the ticket that was in hand, and writes it again: what was written is written once.
      await sayYes();
      await figuresOf(page, one().name);
      expect(await links()).toHaveLength(before.length + 1);
      // Back to what the story after this one begins with.
      await press(page, 'button', `Unlink ${one().name}`);
      frame = await confirmFrame(page, 'Unlink');
      await aimAt(frame, 'Unlink');
      await frame.getByRole('button', { name: 'Unlink', exact: true }).click();
      await says(page, 'Link a customer');
    });

    it('a yes that meets no ERP API says so, and the next one is written', async () => {
      world.wire.cut();
      await sayYes();
      await told('The ERP API does not answer. Check your network or VPN.');
      await keepPicture(page, '.output/shots/confirm-erp-down.png');
      world.wire.flow();
      expect(await links()).toEqual(before);
      await sayYes();
      await figuresOf(page, one().name);
      expect(await links()).toHaveLength(before.length + 1);
    });
  });
};
