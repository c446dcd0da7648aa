import { browser } from 'wxt/browser';
import type { Handler } from '../../messaging/serve.ts';

export const optionsOpen = (): Handler<'options.open'> => async () => {
  await browser.runtime.openOptionsPage();
  return null;
};
