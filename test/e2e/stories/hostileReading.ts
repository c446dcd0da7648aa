import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOne } from '../../world/accessibility.ts';
import { expectedOf } from '../../world/check.ts';
import { DECOY_SECRET, putDecoy } from '../../world/hostile/decoy.ts';
import { HOSTILE_SCRIPT } from '../../world/hostile/script.ts';
import { THEFTS, type Theft } from '../../world/hostile/thefts.ts';
import { panelRegion, waitForPanel } from '../../world/panel.ts';
import { openPanel } from '../../world/ready.ts';
import { context, world } from '../golden.ts';
import { figuresOf, press, twin, visit } from '../story.ts';

export const hostileReading = (): void => {
  /** A linked account with a balance and something overdue. */
  const debtor = () => {
    const found = world.twins.all.find((one) => {
      const { arBalance, overdue } = expectedOf(world, one);
      // The first letter is the currency's sign, which the page must not show itself.
      const isOwed = arBalance !== overdue && /^€(?!0\.00).*€(?!0\.00)/.test(`${arBalance} ${overdue}`);
      return one.linked && one.record.system === 'salesforce' && isOwed;
    });
    if (found === undefined) throw new Error('Nobody in the books owes anything.');
    return found;
  };

  const heard = (page: Page): Promise<string> => page.evaluate(() => window.loot.typed?.join('\n') ?? '');

  describe('a script that runs before all others on the page', () => {
    beforeAll(() => world.salesforce.bites.on('hostileScript', { source: HOSTILE_SCRIPT }));
    afterAll(() => world.salesforce.bites.off('hostileScript'));

    it('reads nothing of the panel, though it reads everything of a panel that nobody guards', async () => {
      const one = debtor();
      const page = await visit(context, one);
      const { arBalance, overdue } = await figuresOf(page, one.name);
      if (arBalance === null || overdue === null) throw new Error('The panel shows no figures.');
      await page.evaluate(THEFTS['defining the host as a custom element before us'].steal);
      await page.reload();
      await openPanel(page);
      await figuresOf(page, one.name);
      await page.evaluate(putDecoy, DECOY_SECRET);

      const rows = [];
      for (const [name, { steal }] of Object.entries<Theft>(THEFTS)) {
        const decoy = await page.evaluate(steal, DECOY_SECRET);
        const panel = [arBalance, overdue, arBalance.slice(0, -3)];
        let got = '';
        for (const known of panel) got += await page.evaluate(steal, known);
        got = got.replaceAll(DECOY_SECRET, '');
        const isStolen = [...panel, 'OK to sell', 'Aging by days'].some((secret) => got.includes(secret));
        rows.push({
          theft: name,
          decoy: decoy.includes(DECOY_SECRET) ? 'stolen' : 'safe',
          panel: isStolen ? `stolen: ${got.slice(0, 2000)}` : 'safe',
        });
      }
      console.table(rows);
      expect(rows).toEqual(Object.keys(THEFTS).map((theft) => ({ theft, decoy: 'stolen', panel: 'safe' })));
      // It was there to be read all the while.
      expect((await panelRegion(page))?.text).toContain(arBalance);
      await page.close();
    });

    it('hears what is typed into the page, and not a letter of what is typed into the panel', async () => {
      const page = await visit(context, twin(world, 'salesforce', 'G09'));
      await page.getByPlaceholder('Search...').click();
      await page.keyboard.type('harbour');
      expect(await heard(page)).toMatch(/input.*harbour/);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('ControlOrMeta+C');
      await page.evaluate(() => window.loot.typed?.splice(0));

      await press(page, 'searchbox', /./);
      await page.keyboard.type('zebra');
      await page.keyboard.press('ControlOrMeta+V');
      await page.keyboard.press('Enter');
      await waitForPanel(page, 'the search for what was typed', (panel) =>
        panel.text.includes('zebraharbour') ? panel : null,
      );
      expect(await heard(page)).not.toMatch(/zebra|key|input|copy|cut|paste/);
      expect(await page.getByPlaceholder('Search...').inputValue()).toBe('harbour');
      await page.close();
    });

    it('does not hear what is copied out of the panel', async () => {
      const one = debtor();
      const page = await visit(context, one);
      const { arBalance } = await figuresOf(page, one.name);
      if (arBalance === null) throw new Error('The panel shows no balance.');
      await page.evaluate(() => {
        navigator.clipboard.writeText = (text) => {
          window.loot.typed?.push(text);
          return Promise.resolve();
        };
      });
      await press(page, 'button', `Copy ${arBalance}`);
      await waitForPanel(page, 'that it is copied', (panel) => findOne(panel, 'button', 'Copied'));
      expect(await heard(page)).not.toContain(arBalance);
      await page.evaluate((text) => navigator.clipboard.writeText(text), arBalance);
      expect(await heard(page)).toContain(arBalance);
      await context.grantPermissions(['clipboard-read']);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(arBalance);
      await context.clearPermissions();
      await page.close();
    });

    it('a page that is one big editor keeps its typing, and the panel its own', async () => {
      const page = await visit(context, twin(world, 'salesforce', 'G09'));
      await page.evaluate(() => {
        document.designMode = 'on';
        document.body.contentEditable = 'true';
        document.body.focus();
      });
      await press(page, 'searchbox', /./);
      await page.keyboard.type('zebra');
      const field = await waitForPanel(page, 'its field', (panel) => findOne(panel, 'searchbox', /./));
      expect(field.text).toContain('zebra');
      expect(await page.evaluate(() => document.body.innerText)).not.toContain('zebra');
      await page.getByText('Account Owner').first().click();
      await page.keyboard.type('okapi');
      expect(await page.evaluate(() => document.body.innerText)).toContain('okapi');
      expect((await panelRegion(page))?.text).not.toContain('okapi');
      await page.close();
    });

    it('prints a page without the panel', async () => {
      const one = debtor();
      const page = await visit(context, one);
      await figuresOf(page, one.name);
      await page.emulateMedia({ media: 'print' });
      expect(await panelRegion(page)).toBeNull();
      await page.close();
    });
  });
};
