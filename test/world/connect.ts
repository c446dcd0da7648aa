import type { BrowserContext, Page } from 'playwright-core';
import { EXTENSION_ID } from '../../lib/extension.ts';
import { ERP_HOST } from './erp.ts';
import { DEFAULT_USER } from './salesforce/org.ts';
import { MY_DOMAIN } from './twins.ts';
import { CONSUMER_KEY } from './world.ts';

export const extensionPage = (name: 'options' | 'popup'): string =>
  `chrome-extension://${EXTENSION_ID}/${name}.html`;

/** Does in Options what a person does: everything by label and button, nothing behind the page's back. */
export const openOptions = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(extensionPage('options'));
  return page;
};

const card = (page: Page, name: string) => page.getByRole('region', { name });

export const connectErp = async (page: Page, token: string): Promise<void> => {
  const erp = card(page, 'ERP API');
  await erp.getByLabel('Address').fill(`https://${ERP_HOST}`);
  await erp.getByLabel('Token').fill(token);
  await erp.getByRole('button', { name: 'Connect', exact: true }).click();
  await erp.getByText('Connected', { exact: true }).waitFor();
};

/** `where` names the card, of several orgs. */
export const connectSalesforce = async (
  page: Page,
  myDomain = MY_DOMAIN,
  where = 'Salesforce',
): Promise<void> => {
  const salesforce = card(page, where);
  await salesforce.getByLabel('My Domain').fill(`${myDomain}.my.salesforce.com`);
  await salesforce.getByLabel('Consumer key').fill(CONSUMER_KEY);
  const signIn = page.context().waitForEvent('page');
  await salesforce.getByRole('button', { name: 'Connect Salesforce' }).click();
  const login = await signIn;
  await login.getByLabel('Username').fill(DEFAULT_USER.username);
  await login.getByLabel('Password').fill(DEFAULT_USER.password);
  await login.getByRole('button', { name: 'Log In' }).click();
  await login.getByRole('button', { name: 'Allow' }).click();
  await card(page, myDomain === MY_DOMAIN ? where : `${myDomain}.my.salesforce.com`)
    .getByText('Connected', { exact: true })
    .waitFor();
};

export const connectHubspot = async (page: Page): Promise<void> => {
  const hubspot = card(page, 'HubSpot');
  const signIn = page.context().waitForEvent('page');
  await hubspot.getByRole('button', { name: 'Connect HubSpot' }).click();
  const consent = await signIn;
  await consent.getByRole('button', { name: 'Connect app' }).click();
  await hubspot.getByText('Connected', { exact: true }).waitFor();
};
