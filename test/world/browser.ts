import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

/** The production build; `LEDGERSIDE_EXTENSION` names the folder of another one. */
const EXTENSION = process.env.LEDGERSIDE_EXTENSION ?? join(import.meta.dirname, '../../.output/chrome-mv3');

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export interface BrowserOptions {
  /** Host name → loopback port; every other name does not resolve. */
  readonly hosts: Readonly<Record<string, number>>;
  readonly spki: string;
  readonly headless: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A real browser with the production build in it and the simulated sites under their real names. */
export const openBrowser = async (options: BrowserOptions): Promise<Browser> => {
  const executablePath = process.env.LEDGERSIDE_BROWSER ?? '/usr/bin/chromium';
  if (!existsSync(join(EXTENSION, 'manifest.json')))
    throw new Error('There is no production build; run `npm run build`.');
  const profile = await mkdtemp(join(tmpdir(), 'ledgerside-profile-'));
  const map = Object.entries(options.hosts).map(([host, port]) => `MAP ${host}:443 127.0.0.1:${port}`);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: options.headless,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? { width: 1360, height: 900 },
    args: [
      `--disable-extensions-except=${EXTENSION}`,
      `--load-extension=${EXTENSION}`,
      ...(options.headless ? ['--headless=new'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--lang=en-US',
      `--host-resolver-rules=${[...map, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
      `--ignore-certificate-errors-spki-list=${options.spki}`,
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
};
