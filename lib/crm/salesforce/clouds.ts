/**
 * The clouds that Salesforce runs, by what ends their names. What stands before is an org's own: `acme`, `acme--uat.sandbox`. The API
 * refuses the name of the pages with a redirect, which would drop the token. Visualforce (`*.vf.force.com`) shows no record pages.
 */
interface Cloud {
  readonly pages: string;
  readonly api: string;
  /** Shows no record pages; null = not known. */
  readonly setup: string | null;
}

const WORLD: Cloud = {
  pages: '.lightning.force.com',
  api: '.my.salesforce.com',
  setup: '.my.salesforce-setup.com',
};
const CHINA: Cloud = {
  pages: '.lightning.sfcrmapps.cn',
  api: '.my.sfcrmproducts.cn',
  setup: '.setup.sfcrmproducts.cn',
};
const DEFENSE: Cloud = {
  pages: '.lightning.crmforce.mil',
  api: '.my.salesforce.mil',
  setup: null,
};
const CLOUDS = [WORLD, CHINA, DEFENSE, { ...DEFENSE, pages: '.lightning.force.mil' }];

/** A company's proxy (Microsoft Defender for Cloud Apps) shows the pages of the cloud under its own name. The API stays where it is. */
const PROXY = '.mcas.ms';

const ORG = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

export const PAGE_MATCHES: readonly string[] = [...CLOUDS.map(({ pages }) => pages), WORLD.pages + PROXY].map(
  (end) => `https://*${end}/*`,
);
export const API_MATCHES: readonly string[] = [...new Set(CLOUDS.map(({ api }) => `https://*${api}/*`))];

const translated = (hostname: string, from: readonly (keyof Cloud)[], to: 'pages' | 'api'): string | null => {
  for (const cloud of CLOUDS)
    for (const end of from.map((each) => cloud[each])) {
      const org = end !== null && hostname.endsWith(end) ? hostname.slice(0, -end.length) : '';
      if (ORG.test(org)) return org + cloud[to];
    }
  return null;
};
const unproxied = (hostname: string): string =>
  hostname.endsWith(WORLD.pages + PROXY) ? hostname.slice(0, -PROXY.length) : hostname;

/** `acme--dev.sandbox.lightning.force.com` → `acme--dev.sandbox.my.salesforce.com`; null for what shows no records. */
export const apiHostOfPage = (hostname: string): string | null =>
  translated(unproxied(hostname), ['pages'], 'api');

/** The same of any address of an org: a page, Setup, the API itself. */
export const apiHostOfAny = (hostname: string): string | null =>
  translated(unproxied(hostname), ['pages', 'setup', 'api'], 'api');

/** What is an org's own of its API host: `acme--uat.sandbox.my.salesforce.com` → `acme--uat.sandbox`. */
export const ownPartOf = (org: string): string => {
  const cloud = CLOUDS.find(({ api }) => org.endsWith(api));
  return cloud === undefined ? org : org.slice(0, -cloud.api.length);
};

/** `acme.my.salesforce.com` → `acme.lightning.force.com`. What is no org's API host is taken for an org's own part. */
export const pageHostOf = (org: string): string => translated(org, ['api'], 'pages') ?? org + WORLD.pages;
