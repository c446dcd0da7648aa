import type { Page } from 'playwright-core';
import { panelRegion } from '../world/panel.ts';

/** Where something is painted, CSS px from the page's upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const boxOfPanel = async (page: Page): Promise<Box> => {
  const panel = await panelRegion(page);
  if (panel === null || panel.backendNode === null) throw new Error('There is no panel.');
  const session = await page.context().newCDPSession(page);
  const { model } = await session.send('DOM.getBoxModel', { backendNodeId: panel.backendNode });
  await session.detach();
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
  return { left, top, right, bottom };
};
