import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerId } from '../../lib/erp/api/primitives.ts';
import { connectErp, connectHubspot, connectSalesforce, openOptions } from '../world/connect.ts';
import {
  addressIn,
  hubspotAddress,
  KINDS_AS_OF,
  KINDS_BOOKS,
  KINDS_EXTRAS,
  KINDS_SEED,
} from '../world/kinds.ts';
import { waitForPanel } from '../world/panel.ts';
import { linkTwins, openPanel } from '../world/ready.ts';
import { idOf } from '../world/salesforce/ids.ts';
import { PORTALS } from '../world/twins.ts';
import { openWorld, type World } from '../world/world.ts';
import { portray, quiet } from './portray.ts';
import { says } from './story.ts';

/** Another company's org, with a single currency, so that its deals do not name it. */
const UMBRA = 'umbra';
const UMBRA_ORG = `${UMBRA}.my.salesforce.com`;
const UMBRA_HOST = `${UMBRA}.lightning.force.com`;
const UMBRA_DEAL = `https://${UMBRA_HOST}/lightning/r/Opportunity/${idOf('Opportunity', 101)}/view`;

let world: World;
let context: BrowserContext;
let options: Page;

beforeAll(async () => {
  world = await openWorld(KINDS_BOOKS, KINDS_AS_OF, KINDS_SEED, {
    ...KINDS_EXTRAS,
    otherOrgs: [
      {
        myDomain: UMBRA,
        records: {
          Account: [{ Id: idOf('Account', 1), Name: 'Nur Vorkasse, by its other name' }],
          // The same id as a deal of the first org: an org's ids are its own.
          Opportunity: [
            {
              Id: idOf('Opportunity', 101),
              Name: 'Deal of the other org',
              AccountId: idOf('Account', 1),
              StageName: 'Prospecting',
              CloseDate: '2026-12-15',
              Amount: 12.5,
            },
          ],
        },
      },
    ],
  });
  await linkTwins(world);
  await world.erp.link(await world.erp.token('setup', 'crm.admin'), {
    record: { system: 'salesforce', org: UMBRA_ORG, object: 'Account', id: idOf('Account', 1) },
    host: UMBRA_HOST,
    customer: customerId.parse('K6'),
  });
  ({ context } = await world.browser());
  options = await openOptions(context);
  await connectErp(options, await world.erp.token('mia', 'crm.sync'));
  await connectSalesforce(options);
});
afterAll(() => world.close());

const open = async (address: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(address);
  await openPanel(page);
  return page;
};
const umbra = () => options.getByRole('region', { name: `Salesforce · ${UMBRA_ORG}` });
const acme = () => options.getByRole('region', { name: 'Salesforce · acme.my.salesforce.com' });

describe('two orgs of one CRM', () => {
  it('a record of the one that is not connected says which is', async () => {
    const page = await open(UMBRA_DEAL);
    await says(page, `Connected to org acme.my.salesforce.com; this record is in org ${UMBRA_ORG}.`);
    await page.close();
  });

  it('are connected side by side, each record read in its own, at once', async () => {
    await options.bringToFront();
    await options.getByRole('button', { name: 'Add another Salesforce org' }).click();
    await connectSalesforce(options, UMBRA, 'Salesforce · another org');
    await quiet(options);
    await portray(options, 'options-two-orgs', { fullPage: true });
    const first = await open(addressIn('Opportunity', 101));
    const other = await open(UMBRA_DEAL);
    await says(first, 'With this deal €149.50 of the limit is left.');
    await says(other, 'Nur Vorkasse GmbH');
    await says(other, 'The CRM names no currency for this deal');
    await first.close();
    await other.close();
  });

  it('an org with one currency says which, and its deals are checked', async () => {
    const page = await open(UMBRA_DEAL);
    await says(page, 'The CRM names no currency for this deal');
    await options.bringToFront();
    expect(await acme().getByLabel('Org currency').count()).toBe(0);
    await umbra().getByLabel('Org currency').selectOption('EUR');
    await page.bringToFront();
    await says(page, 'This deal takes the customer €12.50 over the limit.');
    await page.close();
  });

  it('are tested and disconnected each for itself', async () => {
    await options.bringToFront();
    await umbra().getByRole('button', { name: 'Test Connection' }).click();
    await umbra()
      .getByText(/[1-9]\d* fields? read from Salesforce \(umbra/)
      .waitFor();
    expect(await acme().getByText(/umbra/).count()).toBe(0);
    await acme().getByRole('button', { name: 'Disconnect' }).click();
    await acme().getByRole('button', { name: 'Disconnect' }).last().click();
    await options
      .getByRole('region', { name: 'Salesforce', exact: true })
      .getByText(UMBRA_ORG)
      .first()
      .waitFor();
    const page = await open(UMBRA_DEAL);
    await says(page, 'This deal takes the customer €12.50 over the limit.');
    await page.goto(addressIn('Opportunity', 101));
    await says(page, `Connected to org ${UMBRA_ORG}; this record is in org acme.my.salesforce.com.`);
    await page.close();
  });
});

describe('two portals of HubSpot', () => {
  it('are connected by one person, each record read in its own', async () => {
    const [first, second] = PORTALS;
    await options.bringToFront();
    await connectHubspot(options);
    const page = await open(hubspotAddress(1, '0-1', '50002'));
    const isElsewhere = `Connected to portal ${first.portalId}; this record is in portal ${second.portalId}.`;
    await says(page, isElsewhere);

    await options.bringToFront();
    await options.getByRole('button', { name: 'Add another HubSpot account' }).click();
    const signIn = context.waitForEvent('page');
    await options
      .getByRole('region', { name: 'HubSpot · another account' })
      .getByRole('button', { name: 'Connect HubSpot' })
      .click();
    const consent = await signIn;
    await consent.locator(`input[name="portal"][value="${second.portalId}"]`).check();
    await consent.getByRole('button', { name: 'Connect app' }).click();
    await options
      .getByRole('region', { name: `HubSpot · ${second.portalId}` })
      .getByText('Connected', { exact: true })
      .waitFor();

    await page.bringToFront();
    await waitForPanel(page, 'what the second portal says of the record', (panel) =>
      panel.text.includes('company') && !panel.text.includes(isElsewhere) ? true : null,
    );
    await page.close();
    const deal = await open(hubspotAddress(0, '0-3', '60001'));
    await says(deal, 'With this deal €149.50 of the limit is left.');
    await deal.close();
  });
});
