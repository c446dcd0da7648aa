/** Where the CRMs' APIs are: the manifest's host permissions beside the pages'. A Salesforce org has its own host, HubSpot one for all. */
export const CRM_API_MATCHES = ['https://*.my.salesforce.com/*', 'https://api.hubapi.com/*'];
