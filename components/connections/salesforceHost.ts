import { apiHostOfAny, ownPartOf } from '../../lib/crm/salesforce/clouds.ts';
import { type Reading, readAs, refuse } from './reading.ts';

const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
/** A My Domain host may name a partition: `acme--uat.sandbox.my.salesforce.com`, `acme-dev-ed.develop.my.salesforce.com`. */
const PARTITION = `(?:.${LABEL})?`;
const OWN_PART = new RegExp(`^${LABEL}${PARTITION}$`);
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
  const org = apiHostOfAny(host);
  if (org !== null && OWN_PART.test(ownPartOf(org))) return readAs(org);
  if (!BARE_NAME.test(host)) return refuse('connections.salesforce.host.malformed');
  return readAs(host.includes('--') ? `${host}.sandbox.my.salesforce.com` : `${host}.my.salesforce.com`);
};
