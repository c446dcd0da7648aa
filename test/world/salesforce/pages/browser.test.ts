import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../certificate.ts';
import { type Front, openFront } from '../../front.ts';
import { idOf } from '../ids.ts';
import { ACCOUNT, authorization, OPPORTUNITY, OTHER_ACCOUNT, sample } from '../sample.ts';

// The pages in a real browser: what an extension finds there must be what Lightning is known to do.

const ODD_NAME = `Bright <b>"Marine"</b> & Sons, ${'long'.repeat(8)}`;
const { org } = sample();
org.update(OTHER_ACCOUNT, { Name: ODD_NAME });

let front: Front;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const certificate = await makeCertificate(org.hosts);
  front = await openFront([org], certificate);
  const map = org.hosts.map((host) => `MAP ${host}:443 127.0.0.1:${front.port}`).join(', ');
  browser = await chromium.launch({
    executablePath: process.env.LEDGERSIDE_BROWSER ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      `--host-resolver-rules=${map}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${certificate.spki}`,
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await front?.close();
});
beforeEach(async () => {
  complaints = [];
  page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return () => page.close();
});

const open = (path: string) => page.goto(`https://${org.lightningHost}${path}`);
const navigate = (path: string) => page.evaluate((to) => window.__navigate(to), path);
const path = () => new URL(page.url()).pathname;
const view = (object: string, id: string) => `/lightning/r/${object}/${id}/view`;
const title = (start: string) => page.waitForFunction((text) => document.title.startsWith(text), start);
const hosts = () => page.locator('div.windowViewMode-normal.lafPageHost');
const active = () => page.locator('div.windowViewMode-normal.active');
const loads = () =>
  page.evaluate(() => performance.getEntriesByType('navigation').length + performance.timeOrigin);

describe('the standard app', () => {
  it('goes from record to record without a reload and keeps the earlier page, hidden', async () => {
    await open(view('Account', ACCOUNT));
    const before = await loads();
    await page.locator('a[title="Winter delivery"]').first().click();
    await title('Winter delivery');
    expect(path()).toBe(view('Opportunity', OPPORTUNITY));
    expect([await hosts().count(), await active().count(), await loads()]).toEqual([2, 1, before]);
    expect(await hosts().first().isVisible()).toBe(false);
    // The earlier record's highlights are still to be found by a query that is not scoped.
    expect(await page.locator('records-lwc-highlights-panel').count()).toBe(2);
    await page.goBack();
    await title('Harbour Foods');
    expect([path(), await hosts().first().isVisible()]).toEqual([view('Account', ACCOUNT), true]);
    await page.goForward();
    await title('Winter delivery');
    expect(complaints).toEqual([]);
  });

  it('completes a short address once the object is known, without a step in the history', async () => {
    await open('/lightning/page/home');
    const length = await page.evaluate(() => history.length);
    await navigate(`/lightning/r/${ACCOUNT}/view`);
    await page.waitForURL(`**${view('Account', ACCOUNT)}`);
    expect(await page.evaluate(() => history.length)).toBe(length + 1);
    expect(await active().count()).toBe(1);
  });

  it('shows names as text and hides its components from the page’s own queries', async () => {
    await open(view('Account', OTHER_ACCOUNT));
    await title('Bright');
    expect(await page.locator('h1').first().textContent()).toContain(ODD_NAME);
    const found = await page.evaluate(() => ({
      patched: document.querySelectorAll('.entityNameTitle').length,
      root: String(document.querySelector('flexipage-component2')?.shadowRoot),
    }));
    expect(found).toEqual({ patched: 0, root: '[object ShadowRoot]' });
    expect(complaints).toEqual([]);
  });

  it('ends on the last of many quick navigations', async () => {
    await open('/lightning/page/home');
    const targets = Array.from({ length: 40 }, (_, n) =>
      view('Account', n % 2 === 0 ? ACCOUNT : OTHER_ACCOUNT),
    );
    await page.evaluate((all) => {
      for (const to of all) window.__navigate(to);
    }, targets);
    await title('Bright');
    expect([path(), await active().count()]).toEqual([view('Account', OTHER_ACCOUNT), 1]);
  });

  it('opens the editor over the record, at an address of its own', async () => {
    await open(view('Account', ACCOUNT));
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('dialog', { name: /^Edit/ }).waitFor();
    expect(path()).toBe(`/lightning/r/Account/${ACCOUNT}/edit`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForURL(`**${view('Account', ACCOUNT)}`);
    expect(await page.getByRole('dialog', { name: /^Edit/ }).count()).toBe(0);
  });

  it('has frames whose address looks like the record’s', async () => {
    await open(view('Account', ACCOUNT));
    await page.frameLocator('iframe').getByText('Delivery Schedule').waitFor();
    expect(page.frames().map((frame) => new URL(frame.url()).pathname)).toEqual([
      view('Account', ACCOUNT),
      view('Account', ACCOUNT),
    ]);
  });

  it('says so where there is no such record', async () => {
    await open(view('Account', idOf('Account', 900)));
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain("isn't available");
  });

  it('has fixed bars above and below that cover no page content', async () => {
    await open(view('Account', ACCOUNT));
    const content = await page.locator('main').boundingBox();
    const header = await page.locator('.oneHeader').boundingBox();
    const utility = await page.locator('.oneUtilityBar').boundingBox();
    expect((header?.y ?? 0) + (header?.height ?? 0)).toBeLessThanOrEqual(content?.y ?? 0);
    expect((content?.y ?? 0) + (content?.height ?? 0)).toBeLessThanOrEqual(utility?.y ?? 0);
  });
});

describe('a console app', () => {
  const shown = () => page.locator('section.oneConsoleTab div.windowViewMode-maximized.active.lafPageHost');

  it('opens records of a record as subtabs, and the address follows the tab', async () => {
    await open('/lightning/app/console');
    await navigate(view('Account', ACCOUNT));
    await shown().locator('a[title="Winter delivery"]').first().click();
    await title('Winter delivery');
    const subtab = `${view('Opportunity', OPPORTUNITY)}?ws=${encodeURIComponent(view('Account', ACCOUNT))}`;
    expect(page.url()).toBe(`https://${org.lightningHost}${subtab}`);
    await navigate(view('Account', OTHER_ACCOUNT));
    await title('Bright');
    expect(await shown().count()).toBe(1);
    await page.getByRole('tab', { name: 'Harbour Foods GmbH' }).click();
    await title('Harbour');
    expect([path(), await page.locator('.windowViewMode-maximized').count()]).toEqual([
      view('Account', ACCOUNT),
      4,
    ]);
    await page.getByRole('tab', { name: 'Winter delivery' }).click();
    expect(page.url()).toBe(`https://${org.lightningHost}${subtab}`);
    await page.goBack();
    await title('Harbour');
    expect(complaints).toEqual([]);
  });

  it('is still a console after a reload on one of its records', async () => {
    await open('/lightning/app/console');
    await open(view('Account', ACCOUNT));
    await title('Harbour');
    expect(await shown().count()).toBe(1);
  });
});

it('a person signs in, consents and is sent back with a code', async () => {
  await page.route('https://connector.example/**', (route) => route.fulfill({ body: 'back' }));
  await page.goto(`https://${org.apiHost}/services/oauth2/authorize?${authorization()}`);
  await page.getByLabel('Username').fill(org.users[0]?.username ?? '');
  await page.getByLabel('Password').fill(org.users[0]?.password ?? '');
  await page.getByRole('button', { name: 'Log In' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL('https://connector.example/callback**');
  expect(new URL(page.url()).searchParams.get('code')).toMatch(/^aPrx/);
});
