import type { BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link } from '../../lib/erp/api/link.ts';
import { findAll, findOne } from '../world/accessibility.ts';
import {
  addressIn,
  hubspotAddress,
  KINDS_AS_OF,
  KINDS_BOOKS,
  KINDS_EXTRAS,
  KINDS_SEED,
  ORDERED,
} from '../world/kinds.ts';
import { panelRegion, waitForPanel } from '../world/panel.ts';
import { keepPicture } from '../world/picture.ts';
import { connectAll, linkTwins, openPanel } from '../world/ready.ts';
import { openWorld, type World } from '../world/world.ts';
import { findings, panelFindings, RULES_IN } from './axe.ts';
import { aimAt, confirmFrame, headings, painted, press, says, twin } from './story.ts';

let world: World;
let context: BrowserContext;

beforeAll(async () => {
  world = await openWorld(KINDS_BOOKS, KINDS_AS_OF, KINDS_SEED, KINDS_EXTRAS);
  await linkTwins(world);
  ({ context } = await world.browser());
  await connectAll(world, context);
});
afterAll(() => world.close());

const open = async (address: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(address);
  await openPanel(page);
  return page;
};

/** First cells of the list that is shown, in any order. */
const listed = async (page: Page): Promise<readonly string[]> => {
  const panel = await panelRegion(page);
  const [list] = panel === null ? [] : findAll(panel, ({ role }) => role === 'tabpanel');
  if (list === undefined) throw new Error('The panel shows no list.');
  return findAll(list, ({ role }) => role === 'rowheader')
    .map(({ text }) => text)
    .toSorted();
};

/** Light and dark, looked at by people and by axe. */
const looked = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    // The panel wears the page's theme where the page states one.
    await page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), colorScheme);
    await painted(page);
    await keepPicture(page, `.output/shots/kind-${name}-${colorScheme}.png`);
    expect(await panelFindings(page, colorScheme, RULES_IN[colorScheme])).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
};

/** What is confirmed, pictured when a press would count. The frame keeps the theme that it was opened in, so it is told the other one. */
const lookedAtFrame = async (page: Page, frame: Frame, yes: string, name: string): Promise<void> => {
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await frame.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await aimAt(frame, yes);
    await keepPicture(page, `.output/shots/kind-${name}-${theme}.png`);
    expect(await findings(frame, RULES_IN[theme]), `${name}, ${theme}`).toEqual([]);
  }
};

describe('the credit check of an opportunity', () => {
  it('passes by what is left, and every term opens down to its documents', async () => {
    const page = await open(addressIn('Opportunity', 101));
    await says(page, 'With this deal €149.50 of the limit is left.');
    await says(page, '€300.00 overdue');
    await press(page, 'button', '− AR balance');
    await says(page, /INV-1 *Invoice/);
    await says(page, /PAY-1 *Payment/);
    await looked(page, 'deal-passes');
    await press(page, 'button', '− Open orders');
    await says(page, /SO-1 *Order/);
    await press(page, 'button', 'Show in Orders');
    await says(page, /Open orders\s+2 documents · €300\.00/);
    expect(await listed(page)).toEqual(['SO-1', 'SO-2']);
    await looked(page, 'deal-open-orders');
    await press(page, 'button', '1–30 days');
    await says(page, /1–30 days\s+1 document · €300\.00/);
    expect(await listed(page)).toEqual(['INV-1']);
    await press(page, 'button', 'Unapplied');
    await says(page, /Unapplied payments and credit notes\s+1 document · €50\.00/);
    expect(await listed(page)).toEqual(['Payment PAY-1']);
    await press(page, 'button', 'Show all');
    await says(page, /Quote|SO-2/);
    await page.close();
  });

  it('counts a deal that has its order once', async () => {
    const page = await open(addressIn('Opportunity', ORDERED));
    await says(page, 'With this deal €450.00 of the limit is left.');
    await press(page, 'button', '− This deal');
    await says(
      page,
      'SO-2 is this deal’s order: it counts there and not a second time here.'.replace('’', "'"),
    );
    await looked(page, 'deal-ordered');
    await page.close();
  });

  it('converts at the latest booked rate and says so', async () => {
    const page = await open(addressIn('Opportunity', 103));
    await says(page, 'This deal takes the customer €450.00 over the limit.');
    await says(page, /^Ledgerside.*Stop.*This deal takes the customer €450\.00 over the limit/s);
    await press(page, 'button', '− This deal');
    await says(page, /1 USD = 0\.9000 EUR, the company's latest booked rate, of Nov 3, 2026/);
    await looked(page, 'deal-exceeds');
    await page.close();
  });

  it.each([
    [104, 'Nothing has been booked in KWD yet, so there is no rate to convert this deal at.'],
    [1, 'The CRM names no currency for this deal'],
    [105, 'No credit limit is set, so there is nothing to pass.'],
    [106, 'This deal takes the customer €1.00 over the limit.'],
  ])('opportunity %d: %s', async (n, words) => {
    const page = await open(addressIn('Opportunity', n));
    await says(page, words);
    await page.close();
  });

  it('names a limit that is shared, and what the others draw on it', async () => {
    const page = await open(addressIn('Opportunity', 107));
    await says(page, 'With this deal €2,800.00 of the limit is left.');
    await says(page, 'Shared with 1 other customer · Limit of Hafen Holding AG · They draw €1,200.00 on it');
    await looked(page, 'deal-shared-limit');
    await page.close();
  });

  it('is there for a HubSpot deal, in the portal’s own currency', async () => {
    const page = await open(hubspotAddress(0, '0-3', '60001'));
    await says(page, 'With this deal €149.50 of the limit is left.');
    await page.close();
  });
});

describe('whose deal it is', () => {
  it('is asked where its account has several customers, confirmed in our own frame, and can be taken back', async () => {
    const { record, host } = twin(world, 'salesforce', 'K6');
    const token = await world.erp.token('mia', 'crm.sync');
    const asked = { record, host, customer: 'K5' };
    const second = link.parse(await world.erp.ask(token, 'PUT', 'links', asked));
    const name = KINDS_BOOKS.customers.find(({ id }) => id === 'K5')?.name ?? '';
    const page = await open(addressIn('Opportunity', 106));
    await says(page, /The account has several customers\. Say whose deal this is/);
    await looked(page, 'deal-whose');
    await press(page, 'button', `It is ${name}’s`);
    const frame = await confirmFrame(page, 'It is theirs');
    await frame.getByText('Is this their deal?').waitFor();
    await lookedAtFrame(page, frame, 'It is theirs', 'deal-whose-confirm');
    await frame.getByRole('button', { name: 'It is theirs', exact: true }).click();
    await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
    await says(page, `This deal is ${name}’s.`);
    // From now on it is that customer's verdict and credit check; the other one is a choice.
    expect(await headings(page)).toContain(name);
    expect((await panelRegion(page))?.text).not.toContain(
      'This deal takes the customer €1.00 over the limit',
    );
    await looked(page, 'deal-whose-said');
    await press(page, 'button', `Take back: this deal is ${name}’s`);
    const back = await confirmFrame(page, 'Take back');
    await aimAt(back, 'Take back');
    await back.getByRole('button', { name: 'Take back', exact: true }).click();
    await says(page, /The account has several customers\. Say whose deal this is/);
    await page.close();
    await world.erp.ask(token, 'DELETE', `links/${second.id}`, undefined, second.rev);
  });
});

describe('whose figures these are', () => {
  it('a contact with several companies: the main one first, the others to choose', async () => {
    const page = await open(addressIn('Contact', 201));
    await says(page, 'This record belongs to 2 companies.');
    await looked(page, 'contact-several');
    await chooseCompany(page, 'Ohne Grenze KG');
    await waitForPanel(page, 'the other company', (panel) =>
      findAll(panel, ({ role }) => role === 'heading')[0]?.name === 'Ohne Grenze KG' ? true : null,
    );
    await page.close();
  });

  it.each([
    ['a contact without a company', addressIn('Contact', 202), 'This record has no company'],
    ['a lead', addressIn('Lead', 301), 'A lead has no account yet.'],
    ['a person account', addressIn('Account', 501), 'A person account is its own customer.'],
    ['a quote', addressIn('Quote', 401), 'Figures of the company this record belongs to'],
    [
      'a record of another portal',
      hubspotAddress(1, '0-1', '50002'),
      'Connected to portal 48110017; this record is in portal 148220933.',
    ],
  ])('%s says what it is', async (what, address, words) => {
    const page = await open(address);
    await says(page, words);
    if (what === 'a lead') await says(page, 'It may already be a customer:');
    await looked(page, what.replaceAll(' ', '-'));
    await page.close();
  });

  it('a subtab of a console shows its own record, both CRMs at once show theirs', async () => {
    const account = addressIn('Account', 5);
    const inAccount = `?ws=${encodeURIComponent(new URL(account).pathname)}`;
    const page = await open(`${addressIn('Contact', 201)}${inAccount}`);
    const heading = (of: Page, name: string) =>
      waitForPanel(of, name, (panel) =>
        findAll(panel, ({ role }) => role === 'heading')[0]?.name === name ? true : null,
      );
    await heading(page, 'Kranbau Kiel GmbH');
    const { host, path } = twin(world, 'hubspot', 'K6');
    const other = await open(`https://${host}${path}`);
    await heading(other, 'Nur Vorkasse GmbH');
    await heading(page, 'Kranbau Kiel GmbH');
    await other.close();
    await page.close();
  });
});

describe('what is linked and what is not', () => {
  const frameOf = async (page: Page): Promise<Frame> => {
    const found = () => page.frames().find((frame) => frame.url().includes('confirm.html'));
    await expect.poll(() => found() !== undefined, { timeout: 10_000 }).toBe(true);
    const frame = found();
    if (frame === undefined) throw new Error('There is no confirm frame.');
    return frame;
  };
  const confirm = async (page: Page, name: string, title: string) => {
    const frame = await frameOf(page);
    await frame.getByText(title).waitFor();
    await lookedAtFrame(page, frame, name, `confirm-${name.replaceAll(' ', '-')}`);
    await frame.getByRole('button', { name, exact: true }).click();
    await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
  };

  it('a customer that is there twice, and linked to two accounts, is told', async () => {
    const page = await open(addressIn('Account', 1));
    await says(page, 'Looks like Kranbau Kiel · K4');
    await press(page, 'DisclosureTriangle', /^Looks like Kranbau Kiel · K4/);
    // The line of the sync has come in.
    await says(page, 'Details');
    await says(page, /score/i);
    await looked(page, 'lookalike');
    await page.close();
  });

  it('unlinks, never links, takes that back and links again, each confirmed in the frame', async () => {
    const page = await open(addressIn('Account', 4));
    await press(page, 'button', 'Unlink Kranbau Kiel');
    await confirm(page, 'Unlink', 'Unlink this record?');
    await says(page, 'Link a customer');

    await press(page, 'button', 'Never link Kranbau Kiel GmbH');
    await confirm(page, 'Never link', 'Never link these?');
    await says(page, 'Never to be linked');
    await says(page, /Kranbau Kiel GmbH\s+K1\s+said by mia on/);
    await waitForPanel(page, 'nobody to link that was ruled out', (panel) =>
      findOne(panel, 'button', 'Link Kranbau Kiel GmbH') === null ? true : null,
    );
    await looked(page, 'never-linked');

    await press(page, 'button', 'Allow again: link Kranbau Kiel GmbH');
    await confirm(page, 'Allow again', 'Allow this link again?');
    await press(page, 'button', 'Link Kranbau Kiel');
    await confirm(page, 'Link', 'Link this record?');
    await says(page, 'Linked');
    await page.close();
  });

  it('a link that another tab ends is read again in this one, under an open confirm frame too', async () => {
    const page = await open(addressIn('Account', 6));
    await press(page, 'button', 'Unlink Nur Vorkasse GmbH');
    await frameOf(page);
    const other = await open(addressIn('Account', 6));
    await press(other, 'button', 'Unlink Nur Vorkasse GmbH');
    await confirm(other, 'Unlink', 'Unlink this record?');
    await says(other, 'Link a customer');
    await page.bringToFront();
    await says(page, 'Link a customer');
    await other.close();
    await page.close();
  });
});

/** The picker is a native list: focus it and type, as a person at the keyboard does. */
const chooseCompany = async (page: Page, name: string): Promise<void> => {
  await press(page, 'combobox', 'Figures of');
  await page.keyboard.type(name.slice(0, 4));
  await page.keyboard.press('Enter');
};
