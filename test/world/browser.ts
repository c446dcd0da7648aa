import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import * as z from 'zod';
import { EXTENSION_ID } from '../../lib/extension.ts';

/** The production build; `LEDGERSIDE_EXTENSION` names the folder of another one. */
export const PRODUCTION_BUILD =
  process.env.LEDGERSIDE_EXTENSION ?? join(import.meta.dirname, '../../.output/chrome-mv3');

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
  /** Folder of another build than the production one. */
  readonly extension?: string;
  /** The browser's own language; American English unless told. */
  readonly locale?: string;
  /** A profile that outlives this browser, as a person's does; else a new one that goes with it. */
  readonly profile?: string;
}

/** Through the debugger rather than by flag: branded Chrome ignores `--load-extension` since version 137, and this works in all. */
const loadExtension = async (context: BrowserContext, path: string): Promise<void> => {
  const browser = context.browser();
  if (browser === null)
    throw new Error('The browser takes no debugger, so the extension cannot be loaded into it.');
  const session = await browser.newBrowserCDPSession();
  // Not among the typed commands.
  const send = session.send.bind(session) as unknown as (
    method: string,
    parameters: object,
  ) => Promise<unknown>;
  const { id } = z.object({ id: z.string() }).parse(await send('Extensions.loadUnpacked', { path }));
  if (id !== EXTENSION_ID) throw new Error(`The build has the id ${id} instead of ${EXTENSION_ID}.`);
  await session.detach();
};

/** A real browser with the production build in it and the simulated sites under their real names. */
export const openBrowser = async (options: BrowserOptions): Promise<Browser> => {
  const executablePath = process.env.LEDGERSIDE_BROWSER ?? '/usr/bin/chromium';
  const extension = options.extension ?? PRODUCTION_BUILD;
  if (!existsSync(join(extension, 'manifest.json')))
    throw new Error('There is no production build; run `npm run build`.');
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'ledgerside-profile-')));
  const map = Object.entries(options.hosts).map(([host, port]) => `MAP ${host}:443 127.0.0.1:${port}`);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: options.headless,
    locale: options.locale ?? 'en-US',
    timezoneId: 'Europe/Berlin',
    colorScheme: options.colorScheme ?? 'light',
    // What moves is painted sixty times a second, in a dozen pages at once.
    reducedMotion: options.headless ? 'reduce' : 'no-preference',
    viewport: options.viewport ?? { width: 1360, height: 900 },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--enable-unsafe-extension-debugging',
      ...(options.headless ? ['--headless=new'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--lang=${options.locale ?? 'en-US'}`,
      `--host-resolver-rules=${[...map, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
      `--ignore-certificate-errors-spki-list=${options.spki}`,
    ],
  });
  await loadExtension(context, extension);
  return {
    context,
    close: async () => {
      await context.close();
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true });
    },
  };
};
