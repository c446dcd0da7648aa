import { browser } from 'wxt/browser';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

/** Brings the panel's script into the top frame of the very tab that asks. The company's kill switch keeps it out. */
export const panelMount =
  ({ policy }: Pick<Services, 'policy'>): Handler<'panel.mount'> =>
  async (_, { tabId }) => {
    if ((await policy()).disabled) return null;
    await browser.scripting.executeScript({ target: { tabId, frameIds: [0] }, files: ['/panel.js'] });
    return null;
  };
