import * as z from 'zod';
import { instant, money } from './primitives.ts';
import { version } from './sync/values.ts';

/** Everything is off until an administrator turns it on. */
const flags = z.strictObject({
  m38_crm: z.boolean(),
  m38_crm_customer360: z.boolean(),
  m38_crm_pipeline: z.boolean(),
  m38_crm_auto_order: z.boolean(),
});

const limit = z.int().positive().nullable();

/**
 * How much may change at once. What is planned above it waits for a person; null = never. Creates, deletes, amounts and what is
 * blanked of a field are added up over all browsers of the company within an hour, except what somebody approved.
 */
const brake = z.strictObject({
  creates: limit,
  deletes: limit,
  /** Share of the values of one field that would be blanked, from so many values on: by one run, or with those before it. */
  clears: z.strictObject({ percent: z.number().min(0).max(100), atLeast: z.int().positive() }).nullable(),
  /** Sum of what amounts would move by, up or down. */
  amountMoved: money.nullable(),
  /** What the ERP API lets through in an hour whatever was planned, besides what somebody approved; null = no limit. */
  perHour: z.strictObject({ creates: limit, updates: limit, clears: limit, deletes: limit, orders: limit }),
});

/** Settings that all of a company share. */
export const syncConfig = z
  .strictObject({
    flags,
    /** Stops every sync at once, whatever the flags say. */
    paused: z.boolean(),
    autoSync: z.boolean(),
    intervalSeconds: z.int().min(60).max(3600),
    /** ERP customers get a CRM account of their own. */
    customersToCrm: z.boolean(),
    /** Changes above it are always a person's to decide; null = no threshold. */
    highValue: money.nullable(),
    brake,
  })
  .meta({ id: 'SyncConfig' });
export type SyncConfig = z.infer<typeof syncConfig>;

export const DEFAULT_CONFIG: SyncConfig = {
  flags: {
    m38_crm: false,
    m38_crm_customer360: false,
    m38_crm_pipeline: false,
    m38_crm_auto_order: false,
  },
  paused: false,
  autoSync: true,
  intervalSeconds: 300,
  customersToCrm: false,
  highValue: null,
  brake: {
    creates: 100,
    deletes: 10,
    clears: { percent: 10, atLeast: 10 },
    // 250,000 of the company's currency, once it has one: `server/sync/settings.ts`.
    amountMoved: null,
    perHour: { creates: 1000, updates: null, clears: 1000, deletes: 100, orders: 200 },
  },
};

export const versionedConfig = z
  .object({
    version,
    config: syncConfig,
    /** Since when won opportunities become orders by themselves; null = they do not. What was won before is nobody's order. */
    autoOrderSince: instant.nullable(),
  })
  .meta({ id: 'VersionedConfig' });
export type VersionedConfig = z.infer<typeof versionedConfig>;
