import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../../lib/extension.ts';
import { linksOf } from '../../world/hostile/links.ts';
import { type Place, unveil, VEILS } from '../../world/hostile/veils.ts';
import { context, world } from '../golden.ts';
import { addressOf, confirmFrame, painted, press, twin, visit } from '../story.ts';

export const hostileConfirm = (): void => {
  describe('the confirm frame', () => {
    let token: string;
    let before: readonly string[];
    let page: Page;
    let frame: Frame;

    beforeAll(async () => {
      token = await world.erp.token('auditor', 'crm.admin');
    });

    const linkButton = (within: Frame) => within.getByRole('button', { name: 'Link', exact: true });
    /** Empty, it is not shown, and so has no role. */
    const note = (within: Frame | Page) => within.locator('[role="status"]').textContent();
    const unlinked = () => twin(world, 'hubspot', 'G08');

    /** A confirm frame that waits for its yes, on a page of its own. */
    const openFrame = async (): Promise<void> => {
      page = await visit(context, unlinked());
      await press(page, 'button', `Link ${unlinked().name}`);
      frame = await confirmFrame(page);
      await frame.locator('button[data-steady]:not([aria-disabled])').waitFor();
    };
    beforeEach(async () => {
      before = await linksOf(world, token);
    });
    afterEach(async () => {
      // Whatever the page did, nothing was written.
      expect(await linksOf(world, token)).toEqual(before);
    });

    /** Where the Link button is on the page, in CSS px. */
    const placeOfLink = async (): Promise<Place> => {
      const box = await linkButton(frame).boundingBox();
      if (box === null) throw new Error('The Link button is not painted.');
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const says = (words: RegExp) => expect.poll(() => note(frame), { timeout: 10_000 }).toMatch(words);

    describe('a yes that the page arranges under a veil', () => {
      // One frame for all of them: each veil is lifted again, and under the next one the frame is as good as new.
      beforeAll(openFrame);
      afterAll(() => page.close());

      it.each(Object.keys(VEILS) as (keyof typeof VEILS)[])('is not taken: %s', async (name) => {
        const place = await placeOfLink();
        await page.mouse.move(place.x, place.y);
        await frame.locator('[data-steady="true"]').waitFor();
        await page.evaluate(VEILS[name], place);
        await says(/^Something covers this frame/);
        await page.mouse.click(place.x, place.y);
        await linkButton(frame)
          .click({ force: true, noWaitAfter: true, timeout: 2_000 })
          .catch(() => undefined);
        await painted(page);
        await page.evaluate(unveil);
        await says(/^$/);
        expect(await linkButton(frame).isVisible()).toBe(true);
      });
    });

    describe('a yes that the page arranges', () => {
      beforeEach(openFrame);
      afterEach(() => page.close());

      it('is not taken where the frame is slid under the pointer just before the click', async () => {
        const { x, y } = await placeOfLink();
        await page.mouse.move(x - 240, y - 90);
        await page.evaluate(() => {
          document.documentElement.style.transform = 'translate(-240px, -90px)';
        });
        await painted(page);
        await page.mouse.down();
        await page.mouse.up();
        await says(/^That was very quick/);
      });

      it("is not taken from a script's clicks and keys, wherever it sends them", async () => {
        const place = await placeOfLink();
        await page.evaluate(({ x, y }) => {
          const init = { bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y, detail: 1 };
          for (const target of [
            document.elementFromPoint(x, y),
            ...document.documentElement.children,
            document,
          ]) {
            for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'])
              target?.dispatchEvent(new PointerEvent(type, init));
            for (const key of ['Tab', 'Enter', ' ', 'Escape'])
              for (const type of ['keydown', 'keypress', 'keyup'])
                target?.dispatchEvent(new KeyboardEvent(type, { ...init, key, code: key }));
            if (target instanceof HTMLElement) target.click();
          }
        }, place);
        // Not even a script inside of the frame could, if one ever came there.
        await linkButton(frame).evaluate((button) => (button as HTMLElement).click());
        await painted(page);
        expect(await linkButton(frame).isVisible()).toBe(true);
        expect(await note(frame)).toBe('');
      });

      it('is not taken by message or event: nobody listens, and the page has no line to the worker', async () => {
        const url = frame.url();
        const ticket = new URLSearchParams(new URL(url).hash.slice(1)).get('ticket') ?? '';
        const lines = await page.evaluate(
          async ({ ticket, id }) => {
            const accept = { name: 'confirm.accept', request: { ticket } };
            const targets: Window[] = [window];
            for (let index = 0; index < window.length; index += 1) {
              const inner = window[index];
              if (inner !== undefined) targets.push(inner);
            }
            for (const target of targets) target.postMessage(accept, '*');
            for (const target of [window, document, ...document.documentElement.children])
              for (const type of ['message', 'confirm.accept', 'ledgerside', 'ledgerside-replaced'])
                target.dispatchEvent(
                  new CustomEvent(type, { detail: accept, bubbles: true, composed: true }),
                );
            new BroadcastChannel('ledgerside').postMessage(accept);
            const { chrome } = globalThis as unknown as {
              chrome?: { runtime?: { sendMessage?: (id: string, message: unknown) => Promise<unknown> } };
            };
            const answer = await chrome?.runtime?.sendMessage?.(id, accept);
            return { runtime: typeof chrome?.runtime, answer: JSON.stringify(answer) ?? null };
          },
          { ticket, id: EXTENSION_ID },
        );
        expect(lines).toEqual({ runtime: 'undefined', answer: null });
        expect(await linkButton(frame).isVisible()).toBe(true);
      });
    });

    describe('the confirm page in a frame of the page', () => {
      beforeEach(openFrame);
      afterEach(() => page.close());

      /** Puts an address into a frame of the page's own, in plain sight, and answers that frame once it has loaded whatever it got. */
      const frameOf = async (on: Page, url: string): Promise<Frame> => {
        const frames = new Set(on.frames());
        await on.evaluate(async (src) => {
          const own = document.createElement('iframe');
          own.src = src;
          own.style.cssText =
            'position: fixed; inset: 80px auto auto 80px; width: 360px; height: 300px; z-index: 99';
          const loaded = new Promise((resolve) => own.addEventListener('load', resolve, { once: true }));
          document.body.append(own);
          await loaded;
          own.contentWindow?.postMessage({ name: 'confirm.accept' }, '*');
        }, url);
        const own = on.frames().find((one) => !frames.has(one) && one.url().startsWith('chrome'));
        if (own === undefined) throw new Error('The page has no new frame.');
        return own;
      };
      /** As it stands in the panel, in a closed root: an address of this session alone, which no page sees. */
      const stolenAddress = async (): Promise<string> => {
        const session = await context.newCDPSession(page);
        const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
        await session.detach();
        const [address] =
          /chrome-extension:[^"]+confirm\.html#ticket=[0-9a-f]{32}/.exec(JSON.stringify(root)) ?? [];
        if (address === undefined) throw new Error('The panel shows no frame.');
        return address;
      };
      const files = [
        'confirm.html',
        'popup.html',
        'options.html',
        'glance.js',
        'panel.js',
        'manifest.json',
        'icons/icon-16.png',
      ];

      it('does not load by the name of the extension, so that no page can tell by it whether it is installed', async () => {
        const base = `chrome-extension://${EXTENSION_ID}`;
        const own = await frameOf(page, `${base}/confirm.html#ticket=${'0'.repeat(32)}`);
        expect(own.url()).toMatch(/^chrome-error:/);
        const reached = await page.evaluate(
          async (urls) => {
            const found: string[] = [];
            for (const url of urls) {
              await fetch(url, { mode: 'no-cors' }).then(
                () => found.push(`fetch ${url}`),
                () => undefined,
              );
              for (const tag of ['img', 'script', 'link'] as const) {
                const element = document.createElement(tag);
                const outcome = new Promise((resolve) => {
                  element.addEventListener('load', () => resolve('load'));
                  element.addEventListener('error', () => resolve('error'));
                });
                if (element instanceof HTMLLinkElement)
                  Object.assign(element, { rel: 'stylesheet', href: url });
                else element.src = url;
                document.head.append(element);
                if ((await outcome) === 'load') found.push(`${tag} ${url}`);
              }
            }
            return found;
          },
          files.map((file) => `${base}/${file}`),
        );
        expect(reached).toEqual([]);
      });

      it('does nothing there with a stolen address: a ticket belongs to the frame that first showed it', async () => {
        const own = await frameOf(page, await stolenAddress());
        await expect.poll(() => note(own), { timeout: 10_000 }).toMatch(/^This request is no longer valid/);
        // There is nothing to press, and what it could send is refused.
        expect(await linkButton(own).count()).toBe(0);
        expect(await own.evaluate(acceptByHand, ticketOf(frame))).toEqual(REFUSED);
      });

      it('does nothing with a guessed ticket, in another tab, or in a tab of its own', async () => {
        const stolen = await stolenAddress();
        const own = await frameOf(page, stolen.replace(/[0-9a-f]{32}$/, '0'.repeat(32)));
        await expect.poll(() => note(own), { timeout: 10_000 }).toMatch(/^This request is no longer valid/);

        const elsewhere = await context.newPage();
        await elsewhere.goto(addressOf(unlinked()));
        const there = await frameOf(elsewhere, stolen);
        await expect.poll(() => note(there), { timeout: 10_000 }).toMatch(/^This request is no longer valid/);
        expect(await there.evaluate(acceptByHand, ticketOf(frame))).toEqual(REFUSED);

        await elsewhere.goto(`chrome-extension://${EXTENSION_ID}/confirm.html${new URL(frame.url()).hash}`);
        await expect
          .poll(() => note(elsewhere), { timeout: 10_000 })
          .toMatch(/^This request is no longer valid/);
        expect(await elsewhere.evaluate(acceptByHand, ticketOf(frame))).toEqual(REFUSED);
        await elsewhere.close();
      });
    });

    const REFUSED = { ok: false, failure: { code: 'message.refused' } };
    const ticketOf = (shown: Frame): string =>
      new URLSearchParams(new URL(shown.url()).hash.slice(1)).get('ticket') ?? '';

    /** Runs in a page of the extension: what its own code would send on a yes, without asking anybody. */
    const acceptByHand = (ticket: string): Promise<unknown> =>
      (
        globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }
      ).chrome.runtime.sendMessage({ name: 'confirm.accept', request: { ticket } });
  });
};
