import type { PageExamples } from '../pageExample.ts';

const ACME = 'https://acme.lightning.force.com';
const ACCOUNT = 'acme.my.salesforce.com/Account/001Hs00003AbCdEIAV';
const CONTACT = 'acme.my.salesforce.com/Contact/003Hs00004XyZabIAF';

/** Seen on Lightning Experience, Summer '26 and Winter '27; the ids and orgs are invented. */
export const salesforceExamples: PageExamples = {
  records: [
    { url: `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/view`, is: ACCOUNT, kind: 'account' },
    { url: `${ACME}/lightning/r/Account/001Hs00003AbCdE/view`, is: ACCOUNT, kind: 'account' },
    { url: `${ACME}/lightning/r/001Hs00003AbCdEIAV/view`, is: ACCOUNT, kind: 'account' },
    { url: `${ACME}/lightning/r/001Hs00003AbCdE/view`, is: ACCOUNT, kind: 'account' },
    { url: `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/view/`, is: ACCOUNT, kind: 'account' },
    {
      url: `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/view?channel=OPEN_FROM_SLACK#top`,
      is: ACCOUNT,
      kind: 'account',
    },
    {
      url: `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/related/Contacts/view`,
      is: ACCOUNT,
      kind: 'account',
    },
    {
      url: `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/related/Invoices__r/view?ws=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdEIAV%2Fview`,
      is: ACCOUNT,
      kind: 'account',
    },
    {
      url: `${ACME}/lightning/r/Contact/003Hs00004XyZabIAF/view?ws=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdEIAV%2Fview`,
      is: CONTACT,
      kind: 'contact',
    },
    {
      url: `${ACME}/lightning/r/Case/500Hs00001RsTuvIAF/view?ws=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdEIAV%2Fview&uid=171`,
      is: ACCOUNT,
      kind: 'account',
    },
    {
      url: `${ACME}/lightning/r/Case/500Hs00001RsTuvIAF/view?ws=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdE%2Fview%3Fuid%3D17`,
      is: ACCOUNT,
      kind: 'account',
    },
    {
      url: `${ACME}/lightning/r/Opportunity/006Hs00002MnOpqIAF/view`,
      is: 'acme.my.salesforce.com/Opportunity/006Hs00002MnOpqIAF',
      kind: 'opportunity',
    },
    {
      url: `${ACME}/lightning/r/Quote/0Q0Hs00000JkLmnKAF/view`,
      is: 'acme.my.salesforce.com/Quote/0Q0Hs00000JkLmnKAF',
      kind: 'quote',
    },
    {
      url: `${ACME}/lightning/r/Quote/0QZHs00000JkLmn/view`,
      is: 'acme.my.salesforce.com/Quote/0QZHs00000JkLmnOAF',
      kind: 'quote',
    },
    {
      url: `${ACME}/lightning/r/Lead/00QHs00000VwXyzMAF/view`,
      is: 'acme.my.salesforce.com/Lead/00QHs00000VwXyzMAF',
      kind: 'lead',
    },
    {
      url: 'https://acme--uat.sandbox.lightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
      is: 'acme--uat.sandbox.my.salesforce.com/Account/001Hs00003AbCdEIAV',
      kind: 'account',
    },
    {
      url: 'https://acme-dev-ed.develop.lightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
      is: 'acme-dev-ed.develop.my.salesforce.com/Account/001Hs00003AbCdEIAV',
      kind: 'account',
    },
    {
      url: 'https://acme.lightning.sfcrmapps.cn/lightning/r/Account/001Hs00003AbCdEIAV/view',
      is: 'acme.my.sfcrmproducts.cn/Account/001Hs00003AbCdEIAV',
      kind: 'account',
    },
    {
      url: 'https://acme--uat.sandbox.lightning.crmforce.mil/lightning/r/001Hs00003AbCdEIAV/view',
      is: 'acme--uat.sandbox.my.salesforce.mil/Account/001Hs00003AbCdEIAV',
      kind: 'account',
    },
    // Shown through a company's proxy.
    {
      url: 'https://acme.lightning.force.com.mcas.ms/lightning/r/Account/001Hs00003AbCdEIAV/view',
      is: 'acme.my.salesforce.com/Account/001Hs00003AbCdEIAV',
      kind: 'account',
    },
  ],
  others: [
    `${ACME}/`,
    `${ACME}/lightning/page/home`,
    `${ACME}/lightning/o/Account/home`,
    `${ACME}/lightning/o/Account/list?filterName=__Recent`,
    `${ACME}/lightning/o/Account/pipelineInspection`,
    `${ACME}/lightning/o/Account/new?count=1&backgroundContext=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdEIAV%2Fview`,
    `${ACME}/lightning/o/Case/list?ws=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdEIAV%2Fview`,
    `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/edit?count=1`,
    `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/edit?ws=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdEIAV%2Fview`,
    `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/clone`,
    `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV/related/Contacts/new`,
    `${ACME}/lightning/r/Account/001Hs00003AbCdEIAV`,
    `${ACME}/lightning/r/Case/500Hs00001RsTuvIAF/view`,
    `${ACME}/lightning/r/Case/500Hs00001RsTuvIAF/view?ws=%2Flightning%2Fr%2FAccount%2F001Hs00003AbCdEIAV%2Fedit`,
    `${ACME}/lightning/r/Case/500Hs00001RsTuvIAF/view?ws=%2Flightning%2Fpage%2Fhome`,
    `${ACME}/lightning/r/Case/500Hs00001RsTuvIAF/view?ws=%E0%A4%A`,
    `${ACME}/lightning/r/500Hs00001RsTuvIAF/view`,
    `${ACME}/lightning/r/Invoice__c/a01Hs00001RsTuvIAF/view`,
    // The object and the id's key prefix contradict each other.
    `${ACME}/lightning/r/Account/003Hs00004XyZabIAF/view`,
    // The last three characters do not fit the case of the first fifteen.
    `${ACME}/lightning/r/Account/001hs00003abcdeIAV/view`,
    `${ACME}/lightning/r/Account/001Hs00003AbCdEI/view`,
    `${ACME}/lightning/r/constructor/001Hs00003AbCdEIAV/view`,
    `${ACME}/lightning/setup/ObjectManager/Account/FieldsAndRelationships/view`,
    `${ACME}/lightning/setup/ManageUsers/page?address=%2F001Hs00003AbCdEIAV`,
    `${ACME}/lightning/cmp/c__quote?c__id=001Hs00003AbCdEIAV`,
    `${ACME}/one/one.app#/sObject/001Hs00003AbCdEIAV/view`,
    'https://acme--c.vf.force.com/apex/invoice?id=001Hs00003AbCdEIAV',
    'https://acme--c.vf.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acme.my.salesforce-setup.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acme.my.salesforce.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acme.lightning.force.com.mcas.ms.example.org/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acme.my.salesforce.com.mcas.ms/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acme.mcas.ms/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acme.my.salesforce.mil/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://lightning.sfcrmapps.cn/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://lightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acme.lightning.force.com.example.org/lightning/r/Account/001Hs00003AbCdEIAV/view',
    'https://acmelightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view',
  ],
};
