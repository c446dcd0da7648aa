import * as z from 'zod';
import { currencyCode, instant, isoDate } from './primitives.ts';

export const role = z.enum(['crm.read', 'crm.sync', 'crm.admin']).meta({ id: 'Role' });
export type Role = z.infer<typeof role>;

/** Which customers a token may see: all, its team's, or those it owns. */
export const scope = z.enum(['all', 'team', 'own']).meta({ id: 'Scope' });
export type Scope = z.infer<typeof scope>;

/** The columns of the role matrix. */
export const capability = z
  .enum(['view', 'manualSync', 'link', 'convert', 'resolveConflicts', 'undoRun', 'configureMapping', 'admin'])
  .meta({ id: 'Capability' });
export type Capability = z.infer<typeof capability>;

export const me = z
  .object({
    user: z.string(),
    team: z.string().nullable(),
    tenant: z.string(),
    role,
    scope,
    capabilities: z.array(capability),
    expiresAt: instant,
    /** null until books have been seeded. */
    company: z
      .object({ name: z.string(), currency: currencyCode, timeZone: z.string(), asOf: isoDate })
      .nullable(),
    api: z.object({ name: z.literal('ledgerside-erp-api'), version: z.string() }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;
