import * as z from 'zod';
import type { RecordPage } from '../crm/port.ts';
import { syncConfig } from '../erp/api/config.ts';
import { fieldMapping, mappingPair } from '../erp/api/fieldMapping.ts';
import { currencyCode } from '../erp/api/primitives.ts';
import { crmSystem, recordRef } from '../erp/api/record.ts';
import { version } from '../erp/api/sync/values.ts';
import { LINK_CHANGES, type MessageName, type Request } from './protocol.ts';

const nothing = z.strictObject({});
const requestId = z.string().min(1).max(64);
const ticket = z.strictObject({ ticket: z.string().regex(/^[0-9a-f]{32}$/) });

const recordPage = z.strictObject({
  record: recordRef,
  kind: z.enum(['account', 'contact', 'opportunity', 'quote', 'lead']),
  host: z
    .string()
    .max(253)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
}) satisfies z.ZodType<RecordPage>;

const company = z
  .string()
  .regex(/^[A-Za-z0-9]{1,64}$/)
  .optional();

const cursor = z.string().min(1).max(2048).nullable();
const link = z.uuid();

/** A My Domain host or a portal's id. */
const org = z.string().min(1).max(253);

const pixels = z.number().min(-100_000).max(100_000);

/**
 * The schema of every request. The worker alone parses: pages and the panel are typed by the same protocol but carry no zod.
 * Sizes are bounded here, so that no handler has to wonder how long a text from a page may be.
 */
export const REQUESTS = {
  'panel.mount': z.strictObject({ now: z.boolean().optional() }),
  'panel.preferences.read': nothing,
  'panel.preferences.write': z.strictObject({
    open: z.boolean(),
    position: z.strictObject({ right: pixels, top: pixels }).nullable(),
    docked: z.boolean(),
  }),
  'record.cached': z.strictObject({ page: recordPage }),
  'record.view': z.strictObject({ page: recordPage, requestId, company }),
  'customer.documents': z.strictObject({
    page: recordPage,
    customer: z.string().min(1).max(64),
    kind: z.enum(['invoices', 'orders', 'payments', 'quotes', 'products', 'contacts']),
    cursor,
    requestId,
    company,
  }),
  'record.suggestions': z.strictObject({ page: recordPage, requestId, company }),
  'request.cancel': z.strictObject({ requestId }),
  'link.propose': z.strictObject({
    page: recordPage,
    customer: z.string().min(1).max(64),
    change: z.enum(LINK_CHANGES),
    company,
  }),
  'confirm.read': ticket,
  'confirm.accept': ticket,
  'confirm.decline': ticket,
  'customers.search': z.strictObject({ query: z.string().trim().min(1).max(200), requestId }),
  'offlineReading.read': nothing,
  'offlineReading.write': z.strictObject({ keep: z.boolean() }),
  'options.open': nothing,
  'connections.read': nothing,
  'erp.connect': z.strictObject({ address: z.string().min(1).max(2048), token: z.string().min(1).max(4096) }),
  'erp.test': nothing,
  'erp.disconnect': nothing,
  'salesforce.connect': z.strictObject({
    host: z.string().min(1).max(2048),
    consumerKey: z.string().min(1).max(1024),
  }),
  'hubspot.connect': z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('oauth') }),
    z.strictObject({ mode: z.literal('serviceKey'), serviceKey: z.string().min(1).max(4096) }),
  ]),
  'salesforce.currency': z.strictObject({ org, currency: currencyCode.nullable() }),
  'crm.test': z.strictObject({ system: crmSystem, org }),
  'crm.disconnect': z.strictObject({ system: crmSystem, org }),
  'sync.status': nothing,
  'sync.start': z.strictObject({ trigger: z.enum(['manual', 'full']) }),
  'sync.cancel': nothing,
  'sync.record': z.strictObject({ page: recordPage, requestId }),
  'sync.recordStatus': z.strictObject({ page: recordPage, requestId }),
  'sync.recordSeen': z.strictObject({ page: recordPage }),
  'sync.dryRun': z.strictObject({ cursor, requestId }),
  'sync.settings.read': nothing,
  'sync.settings.write': z.strictObject({
    autoSync: z.boolean(),
    intervalSeconds: z.int().min(60).max(3600),
  }),
  'sync.failures': z.strictObject({ requestId }),
  'sync.company.read': nothing,
  'sync.company.write': z.strictObject({ version, flags: syncConfig.shape.flags, paused: z.boolean() }),
  'sync.brake.propose': z.strictObject({ run: z.string().min(1).max(64) }),
  'sync.log': nothing,
  'conflicts.list': z.strictObject({ page: recordPage.nullable(), cursor, requestId }),
  'conflicts.propose': z.strictObject({
    page: recordPage.nullable(),
    decisions: z
      .array(
        z.strictObject({
          link,
          key: z.string().min(1).max(400),
          choice: z.enum(['crm', 'erp', 'seen']),
        }),
      )
      .min(1)
      .max(200),
  }),
  'mapping.pairs': nothing,
  'mapping.read': z.strictObject({ pair: mappingPair, requestId }),
  'mapping.save': z.strictObject({ pair: mappingPair, version, mapping: fieldMapping }),
} as const satisfies { readonly [N in MessageName]: z.ZodType<Request<N>> };
