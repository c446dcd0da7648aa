import { isDeepStrictEqual } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ACCESS } from '../../../lib/access.ts';
import { EXAMPLES } from '../../../lib/background/fakes/requests.ts';
import { EXTENSION_ID } from '../../../lib/extension.ts';
import type { MessageName } from '../../../lib/messaging/protocol.ts';
import type { SenderKind } from '../../../lib/messaging/sender.ts';
import { extensionPage } from '../../world/connect.ts';
import { linksOf } from '../../world/hostile/links.ts';
import { context, world } from '../golden.ts';
import { addressOf, confirmFrame, press, twin, visit } from '../story.ts';

export const hostileMessages = (): void => {
  const NAMES = Object.keys(ACCESS) as MessageName[];
  const message = (name: MessageName) => ({ name, request: EXAMPLES[name] });

  /** Says one message from somewhere; answers what the worker replied, or why it never got there. */
  type Voice = (message: object) => Promise<unknown>;

  /** Runs wherever there is a `chrome.runtime`. */
  const sayIt = `(message) => globalThis.chrome?.runtime?.sendMessage === undefined
  ? 'has no voice'
  : chrome.runtime.sendMessage(message)`;

  const worlds = z.object({
    context: z.object({
      id: z.number(),
      origin: z.string(),
      auxData: z.object({ frameId: z.string(), isDefault: z.boolean() }),
    }),
  });
  type ScriptWorld = z.infer<typeof worlds>['context'];

  /** The script worlds of a page and its frames, those of the extension among them. */
  const worldsOf = async (session: CDPSession): Promise<readonly ScriptWorld[]> => {
    const found: ScriptWorld[] = [];
    session.on('Runtime.executionContextCreated', (event) => found.push(worlds.parse(event).context));
    await session.send('Runtime.enable');
    return found;
  };

  const voiceIn =
    (session: CDPSession, contextId: number): Voice =>
    async (said) => {
      const { result } = await session.send('Runtime.evaluate', {
        contextId,
        expression: `(${sayIt})(${JSON.stringify(said)})`,
        awaitPromise: true,
        returnByValue: true,
      });
      return result.value as unknown;
    };

  const voiceOf =
    (page: Pick<Page, 'evaluate'>): Voice =>
    (said) =>
      page.evaluate(`(${sayIt})(${JSON.stringify(said)})`);

  const REFUSED = { ok: false, failure: { code: 'message.refused' } };
  const outcome = (reply: unknown): string =>
    typeof reply === 'string' ? reply : isDeepStrictEqual(reply, REFUSED) ? 'refused' : 'answered';

  describe('in a real browser', () => {
    it('every message is refused to whoever may not send it', async () => {
      const token = await world.erp.token('auditor', 'crm.admin');
      const before = await linksOf(world, token);
      const one = twin(world, 'hubspot', 'G08');
      const page = await visit(context, one);
      await press(page, 'button', `Link ${one.name}`);
      const confirm = await confirmFrame(page);
      const lonely = await context.newPage();
      await lonely.goto(`chrome-extension://${EXTENSION_ID}/confirm.html`);
      const options = await context.newPage();
      await options.goto(extensionPage('options'));
      const popup = await context.newPage();
      await popup.goto(extensionPage('popup'));

      const session = await context.newCDPSession(page);
      const scripts = await worldsOf(session);
      const ours = scripts.filter(({ origin }) => origin === `chrome-extension://${EXTENSION_ID}`);
      // The panel's world is in the top frame alone; the page's own frames, of which there is one, have none.
      const { frameTree } = await session.send('Page.getFrameTree');
      expect(new Set(ours.map(({ auxData }) => auxData.frameId))).toEqual(new Set([frameTree.frame.id]));
      const inner = page.frames().find((frame) => frame.url().includes('isEmbedded'));
      if (inner === undefined) throw new Error('The page has no frame of its own.');

      const voices: readonly (readonly [string, SenderKind | null, Voice])[] = [
        ['page', null, voiceOf(page)],
        ["page's frame", null, voiceOf(inner)],
        ['panel', 'crmPage', voiceIn(session, ours[0]?.id ?? 0)],
        ['confirm frame', 'confirmFrame', voiceOf(confirm)],
        ['confirm in a tab', null, voiceOf(lonely)],
        ['options', 'extensionPage', voiceOf(options)],
        ['popup', 'extensionPage', voiceOf(popup)],
      ];
      const table: Record<string, Record<string, string>> = {};
      for (const name of NAMES) {
        const row: Record<string, string> = {};
        for (const [who, kind, say] of voices) {
          const may = kind !== null && (ACCESS[name] as readonly SenderKind[]).includes(kind);
          row[who] = may ? 'may' : outcome(await say(message(name)));
        }
        table[name] = row;
      }
      console.table(table);
      for (const [name, row] of Object.entries(table)) {
        expect(row.page, name).toBe('has no voice');
        expect(row["page's frame"], name).toBe('has no voice');
        expect(new Set(Object.values(row)), name).toEqual(new Set(['has no voice', 'refused', 'may']));
      }
      expect(await linksOf(world, token)).toEqual(before);
      for (const opened of [page, lonely, options, popup]) await opened.close();
    });

    it("the panel of one record cannot ask about another's", async () => {
      const one = twin(world, 'hubspot', 'G03');
      const page = await context.newPage();
      await page.goto(addressOf(one));
      const session = await context.newCDPSession(page);
      const found = await worldsOf(session);
      const ours = found.find(({ origin }) => origin === `chrome-extension://${EXTENSION_ID}`);
      const say = voiceIn(session, ours?.id ?? 0);
      // The example speaks of a Salesforce account, this tab shows a HubSpot company.
      for (const name of ['record.view', 'record.cached', 'record.suggestions', 'link.propose'] as const)
        expect(outcome(await say(message(name))), name).toBe('refused');
      expect(outcome(await say({ name: 'panel.preferences.read', request: {} }))).toBe('answered');
      await page.close();
    });
  });
};
