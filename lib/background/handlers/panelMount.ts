import { browser } from 'wxt/browser';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

/**
 * Brings the panel's scripts into the top frame of the very tab that asks: the small one, which paints what is known, at once; the
 * panel when the page has loaded, so that it takes no time from the page, or as soon as somebody wants it. The company's kill switch
 * keeps both out.
 */
export const panelMount =
  ({ policy }: Pick<Services, 'policy'>): Handler<'panel.mount'> =>
  async ({ now = false }, { tabId }) => {
    if ((await policy()).disabled) return null;
    const target = { tabId, frameIds: [0] };
    await browser.scripting.executeScript({ target, files: ['/glance.js'], injectImmediately: true });
    await browser.scripting.executeScript({ target, files: ['/panel.js'], injectImmediately: now });
    return null;
  };
