const API_HOST = /^([a-z0-9-]+\.)+my\.salesforce\.com$/;

/**
 * The API host of an org from whatever address of it a person has at hand: a Lightning page, My Domain, Setup. null for anything
 * that is no Salesforce org. The API refuses the Lightning host with a redirect, which would drop the token.
 */
export const salesforceOrgOf = (address: string): string | null => {
  const text = address.trim();
  const hostname = URL.parse(text.includes('://') ? text : `https://${text}`)?.hostname ?? '';
  const host = hostname.replace(/\.(lightning\.force|my\.salesforce-setup)\.com$/, '.my.salesforce.com');
  return API_HOST.test(host) ? host : null;
};
