import { API_MATCHES } from './salesforce/clouds.ts';

/** Where the CRMs' APIs are: the manifest's host permissions beside the pages'. A Salesforce org has its own host, HubSpot one for all. */
export const CRM_API_MATCHES = [...API_MATCHES, 'https://api.hubapi.com/*'];
