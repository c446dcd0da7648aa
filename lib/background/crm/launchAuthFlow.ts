import { browser } from 'wxt/browser';
import type { LaunchAuthFlow } from '../../crm/authFlow.ts';

export const launchAuthFlow: LaunchAuthFlow = async (url) => {
  const landing = await browser.identity.launchWebAuthFlow({ url, interactive: true });
  // Chromium types it as optional: a flow without a landing has not come to an end.
  if (landing === undefined) throw new Error('The sign-in ended nowhere.');
  return landing;
};
