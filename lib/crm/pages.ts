import { hubspotPages } from './hubspot/page.ts';
import type { CrmPages, RecordPage } from './port.ts';
import { salesforcePages } from './salesforce/page.ts';

/** Every CRM whose pages the panel knows. The manifest's match patterns come from here. */
export const CRM_PAGES: readonly CrmPages[] = [salesforcePages, hubspotPages];

/** Which record is this page, in whichever CRM? null = none: the panel stays off. */
export const recordPageOf = (location: Pick<URL, 'hostname' | 'pathname' | 'search'>): RecordPage | null => {
  for (const pages of CRM_PAGES) {
    const page = pages.recordOf(location);
    if (page !== null) return page;
  }
  return null;
};
