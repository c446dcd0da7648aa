import { parse } from 'tldts';
import { sharedDomains, sharedProviders } from './sharedDomains.ts';

/** Both spellings of an international domain become the one that the name servers know. */
const asciiHost = (host: string): string => {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname : host;
};

/**
 * The domain a company registered, out of a web address, host name or email address: "https://www.shop.example.co.uk/a" →
 * `example.co.uk`. null where there is none, or where it belongs to a provider whose users share it.
 */
export const companyDomain = (address: string): string | null => {
  const { hostname } = parse(address.trim().toLowerCase());
  if (hostname === null) return null;
  const { domain, domainWithoutSuffix } = parse(asciiHost(hostname), { allowPrivateDomains: true });
  if (domain === null || domainWithoutSuffix === null) return null;
  return sharedDomains.has(domain) || sharedProviders.has(domainWithoutSuffix) ? null : domain;
};

/** An email address for comparing; null where the text is not one. Kept whole: the part before the @ is its owner's business. */
export const emailAddress = (text: string): string | null => {
  const address = text.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? address : null;
};
