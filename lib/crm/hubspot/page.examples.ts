import type { PageExamples } from '../pageExample.ts';

const APP = 'https://app.hubspot.com';

/** Seen in 2026; the portals and ids are invented. */
export const hubspotExamples: PageExamples = {
  records: [
    { url: `${APP}/contacts/4711/record/0-2/90210777`, is: '4711/company/90210777', kind: 'account' },
    { url: `${APP}/contacts/4711/record/0-2/90210777/`, is: '4711/company/90210777', kind: 'account' },
    { url: `${APP}/contacts/4711/record/0-2/90210777/view/1`, is: '4711/company/90210777', kind: 'account' },
    {
      url: `${APP}/contacts/4711/record/0-2/90210777?interaction=note#overview`,
      is: '4711/company/90210777',
      kind: 'account',
    },
    { url: `${APP}/contacts/4711/record/0-1/3401`, is: '4711/contact/3401', kind: 'contact' },
    { url: `${APP}/contacts/4711/record/0-3/51515`, is: '4711/deal/51515', kind: 'opportunity' },
    { url: `${APP}/contacts/4711/record/0-14/616161`, is: '4711/quote/616161', kind: 'quote' },
    { url: `${APP}/contacts/4711/company/90210777/`, is: '4711/company/90210777', kind: 'account' },
    { url: `${APP}/contacts/4711/contact/3401`, is: '4711/contact/3401', kind: 'contact' },
    { url: `${APP}/contacts/4711/deal/51515`, is: '4711/deal/51515', kind: 'opportunity' },
    {
      url: 'https://app-eu1.hubspot.com/contacts/147000123/record/0-2/20011',
      is: '147000123/company/20011',
      kind: 'account',
    },
    {
      url: 'https://app-na2.hubspot.com/contacts/24300999/record/0-3/20012',
      is: '24300999/deal/20012',
      kind: 'opportunity',
    },
    {
      url: 'https://app-na3.hubspot.com/contacts/34300999/record/0-2/20013',
      is: '34300999/company/20013',
      kind: 'account',
    },
    {
      url: 'https://app-ap1.hubspot.com/contacts/44300999/record/0-2/20014',
      is: '44300999/company/20014',
      kind: 'account',
    },
  ],
  others: [
    `${APP}/`,
    `${APP}/home?portalId=4711`,
    `${APP}/contacts/4711/objects/0-2/views/all/list`,
    `${APP}/contacts/4711/objects/0-3/views/all/board`,
    `${APP}/contacts/4711/record/0-2`,
    `${APP}/contacts/4711/record/0-2/`,
    `${APP}/contacts/4711/record/0-2/new`,
    `${APP}/contacts/4711/record/0-2/90210777/edit`,
    `${APP}/contacts/4711/record/0-123/777001`,
    `${APP}/contacts/4711/record/0-5/777002`,
    `${APP}/contacts/4711/record/2-3456789/777003`,
    `${APP}/contacts/4711/ticket/777002`,
    `${APP}/contacts/portal/record/0-2/90210777`,
    `${APP}/contacts/4711/record/0-2/90210777abc`,
    `${APP}/contacts/4711/contacts/list/view/all/`,
    `${APP}/property-settings/4711/properties?type=0-2`,
    `${APP}/settings/4711/contacts/4711/record/0-2/90210777`,
    `${APP}/email/4711/manage`,
    'https://app-ca9.hubspot.com/contacts/4711/record/0-2/90210777',
    'https://www.hubspot.com/contacts/4711/record/0-2/90210777',
    'https://app.hubspot.com.example.org/contacts/4711/record/0-2/90210777',
    'https://api.hubapi.com/contacts/4711/record/0-2/90210777',
    'https://meetings.hubspot.com/acme/demo',
  ],
};
