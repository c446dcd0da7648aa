import { describe, expect, it } from 'vitest';
import { findOne } from '../../world/accessibility.ts';
import { expectedOf } from '../../world/check.ts';
import { connectErp, openOptions } from '../../world/connect.ts';
import { waitForPanel } from '../../world/panel.ts';
import { context, world } from '../golden.ts';
import { aimAt, aimAtLink, confirmFrame, figuresOf, press, says, twin, visit } from '../story.ts';

export const linking = (): void => {
  describe('an account that nobody has linked', () => {
    it('suggests its customer with a score and reasons, and shows the figures once a person has confirmed', async () => {
      const one = twin(world, 'salesforce', 'G09');
      expect(one.linked).toBe(false);
      const page = await visit(context, one);
      await says(page, 'Link a customer');
      await says(page, /Score \d+ of 100/);
      await says(page, 'Similar name: Orders Only SpA');

      await press(page, 'button', `Link ${one.name}`);
      const frame = await confirmFrame(page);
      await frame.getByText(one.name).first().waitFor();
      await aimAtLink(frame);
      await frame.getByRole('button', { name: 'Link' }).click();

      expect(await figuresOf(page, one.name)).toEqual(expectedOf(world, one));
      await page.reload();
      await says(page, 'Linked');
      await page.close();
    });

    it('is searched for by hand where no suggestion fits, and the found customer is linked', async () => {
      const one = twin(world, 'hubspot', 'G08');
      const page = await visit(context, one);
      await says(page, 'Link a customer');
      await press(page, 'searchbox', 'Search ERP customers');
      await page.keyboard.type('no such company');
      await page.keyboard.press('Enter');
      await says(page, 'No customer matches “no such company”.');
      await press(page, 'searchbox', 'Search ERP customers');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('part paym');
      await press(page, 'button', 'Search');
      await press(page, 'button', 'Link Part Payment SARL');
      const frame = await confirmFrame(page);
      await frame.getByText('Part Payment SARL').first().waitFor();
      await aimAtLink(frame);
      await frame.getByRole('button', { name: 'Link', exact: true }).click();
      await figuresOf(page, 'Part Payment SARL');
      // Back to what the stories after this one begin with.
      await press(page, 'button', 'Unlink Part Payment SARL');
      const again = await confirmFrame(page, 'Unlink');
      await aimAt(again, 'Unlink');
      await again.getByRole('button', { name: 'Unlink', exact: true }).click();
      await says(page, 'Link a customer');
      await page.close();
    });

    it('stays unlinked when the person cancels', async () => {
      const one = twin(world, 'hubspot', 'G08');
      expect(one.linked).toBe(false);
      const page = await visit(context, one);
      await press(page, 'button', /^Link Boundary Days KG/);
      const frame = await confirmFrame(page);
      await frame.getByRole('button', { name: 'Cancel' }).click();
      await expect
        .poll(() => page.frames().filter((one) => one.url().includes('confirm.html')).length, {
          timeout: 10_000,
        })
        .toBe(0);
      await page.reload();
      await says(page, 'Link a customer');
      await page.close();
    });

    it('offers no link to a role that may only read', async () => {
      const options = await openOptions(context);
      await options.getByRole('region', { name: 'ERP API' }).getByRole('button', { name: 'Change' }).click();
      await connectErp(options, await world.erp.token('rob', 'crm.read'));
      const page = await visit(context, twin(world, 'hubspot', 'G08'));
      await says(page, 'Your ERP role can read but not link');
      const offered = await waitForPanel(page, 'the suggestions', (panel) =>
        panel.text.includes('Boundary Days KG') ? { link: findOne(panel, 'button', /^Link /) } : null,
      );
      expect(offered.link).toBeNull();
      await page.close();
      await options.close();
    });
  });
};
