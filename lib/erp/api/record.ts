import * as z from 'zod';

export const crmSystem = z.enum(['salesforce', 'hubspot']).meta({ id: 'CrmSystem' });
export type CrmSystem = z.infer<typeof crmSystem>;

/**
 * One CRM record, named so that two orgs never collide.
 * - `org`: Salesforce: the My Domain API host (`acme.my.salesforce.com`), known from the page's address alone;
 *   HubSpot: the portal id (`4711`).
 * - `object`: the CRM's own API name: `Account`, `Contact`, `Opportunity`, `Quote`, `Lead`; `company`, `contact`, `deal`, `quote`.
 * - `id`: Salesforce: always the 18-character id; HubSpot: the object id.
 */
export const recordRef = z
  .strictObject({
    system: crmSystem,
    org: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[a-z0-9.-]+$/, 'A host name or portal id in lower case.'),
    object: z
      .string()
      .min(1)
      .max(80)
      .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'The object name as the CRM API spells it.'),
    id: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[A-Za-z0-9]+$/, 'A record id has letters and digits only.'),
  })
  .meta({ id: 'RecordRef' });
export type RecordRef = z.infer<typeof recordRef>;

/** A record as one string, `system/org/object/id`, as `recordKey.ts` writes it. */
export const recordKeyText = z
  .string()
  .max(420)
  .regex(
    /^(salesforce|hubspot)\/[a-z0-9.-]+\/[A-Za-z][A-Za-z0-9_-]*\/[A-Za-z0-9]+$/,
    'A record is written system/org/object/id.',
  )
  .meta({ id: 'RecordKey', example: 'hubspot/4711/deal/900' });
