import { type Reading, readAs, refuse } from './reading.ts';

const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
/** A My Domain host may name a partition: `acme--uat.sandbox.my.salesforce.com`, `acme-dev-ed.develop.my.salesforce.com`. */
const PARTITION = `(?:.${LABEL})?`;
const MY_DOMAIN = new RegExp(
  `^(${LABEL}${PARTITION})\\.(?:my\\.salesforce\\.com|lightning\\.force\\.com|my\\.salesforce-setup\\.com)$`,
);
const BARE_NAME = new RegExp(`^${LABEL}$`);
/** Everybody's sign-in pages and old instance hosts: they name no org. */
const SHARED_HOST = /^(login|test|www|[a-z]{2,3}\d{1,3})\.salesforce\.com$|^salesforce\.com$/;

const hostOf = (text: string): string | null =>
  URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)?.hostname ?? null;

/**
 * The My Domain API host (`acme.my.salesforce.com`) out of what people paste: a page's full address, the Lightning or Setup
 * host, or the bare name. A bare name with `--` is a sandbox's.
 */
export const readSalesforceHost = (typed: string): Reading => {
  const text = typed.trim();
  if (text === '') return refuse('connections.salesforce.host.missing');
  const host = hostOf(text)?.toLowerCase();
  if (!host) return refuse('connections.salesforce.host.malformed');
  if (SHARED_HOST.test(host)) return refuse('connections.salesforce.host.shared');
  const name = MY_DOMAIN.exec(host)?.[1];
  if (name) return readAs(`${name}.my.salesforce.com`);
  if (!BARE_NAME.test(host)) return refuse('connections.salesforce.host.malformed');
  return readAs(host.includes('--') ? `${host}.sandbox.my.salesforce.com` : `${host}.my.salesforce.com`);
};
