import * as z from 'zod';
import { money } from './primitives.ts';
import { version } from './sync/values.ts';

/** Everything is off until an administrator turns it on. */
const flags = z.strictObject({
  m38_crm: z.boolean(),
  m38_crm_customer360: z.boolean(),
  m38_crm_pipeline: z.boolean(),
  m38_crm_auto_order: z.boolean(),
});

/** Per hour and company, over all browsers; null = no limit. */
const brake = z.strictObject({
  updates: z.int().positive().nullable(),
  clears: z.int().positive().nullable(),
  deletes: z.int().positive().nullable(),
  orders: z.int().positive().nullable(),
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
  brake: { updates: null, clears: null, deletes: null, orders: null },
};

export const versionedConfig = z.object({ version, config: syncConfig }).meta({ id: 'VersionedConfig' });
