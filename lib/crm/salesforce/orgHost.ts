import { apiHostOfAny } from './clouds.ts';

/**
 * The API host of an org from whatever address of it a person has at hand: a Lightning page, My Domain, Setup. null for anything
 * that is no Salesforce org.
 */
export const salesforceOrgOf = (address: string): string | null => {
  const text = address.trim();
  return apiHostOfAny(URL.parse(text.includes('://') ? text : `https://${text}`)?.hostname ?? '');
};
