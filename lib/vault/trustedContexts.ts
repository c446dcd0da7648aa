import { browser } from 'wxt/browser';

/**
 * Keeps content scripts, which share a process with the CRM's page, away from stored secrets and state. Firefox has no access
 * levels: there `storage.session` is closed to content scripts from the start, and what `storage.local` holds of secrets is
 * encrypted.
 */
export const closeStorageToPages = async (): Promise<void> => {
  for (const area of [browser.storage.session, browser.storage.local])
    if (typeof area.setAccessLevel === 'function')
      await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
};
