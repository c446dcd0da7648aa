import type { BrowserContext, Page } from 'playwright-core';
import { click, findAll, findOne } from './accessibility.ts';
import { connectErp, connectHubspot, connectSalesforce, openOptions } from './connect.ts';
import { panelRegion, waitForPanel } from './panel.ts';
import type { World } from './world.ts';

/** Sets the extension up as its user would: ERP API, Salesforce, HubSpot, through Options. */
export const connectAll = async (world: World, context: BrowserContext): Promise<void> => {
  const options = await openOptions(context);
  await connectErp(options, await world.erp.token('mia', 'crm.sync'));
  await connectSalesforce(options);
  await connectHubspot(options);
  await options.close();
};

/** Links the twins that somebody has linked before this story begins. */
export const linkTwins = async (world: World): Promise<void> => {
  const token = await world.erp.token('setup', 'crm.admin');
  for (const link of world.twins.links) await world.erp.link(token, link);
};

/** Opens the panel where it is still its small tab. */
export const openPanel = async (page: Page): Promise<void> => {
  const opener = await waitForPanel(
    page,
    'its tab or itself',
    (panel) =>
      findOne(panel, 'button', 'Close') ??
      findAll(panel, (node) => node.role === 'button' && node.expanded === false)[0] ??
      null,
  );
  if (opener.name !== 'Close') await click(page, opener);
  await waitForPanel(page, 'itself, open', (panel) => findOne(panel, 'button', 'Close'));
};

export const panelText = async (page: Page): Promise<string> =>
  (await panelRegion(page))?.text ?? '(no panel)';
