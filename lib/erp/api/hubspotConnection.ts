import * as z from 'zod';
import { instant } from './primitives.ts';

/**
 * HubSpot's OAuth needs a client secret, so the code exchange and the refresh token live on the ERP API;
 * the worker only ever holds an access token of 30 minutes.
 */
export const hubspotSetup = z
  .object({ clientId: z.string(), scopes: z.array(z.string()), authorizeUrl: z.url() })
  .meta({ id: 'HubspotSetup' });
export type HubspotSetup = z.infer<typeof hubspotSetup>;

export const hubspotExchange = z
  .strictObject({ code: z.string().min(1).max(2048), redirectUri: z.url() })
  .meta({ id: 'HubspotExchange' });

/** Which of a user's portals; without it the one that was connected last. */
export const hubspotPortal = z.object({
  portal: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
});

export const hubspotAccess = z
  .object({ accessToken: z.string(), expiresAt: instant, portalId: z.string(), user: z.string() })
  .meta({ id: 'HubspotAccess' });
export type HubspotAccess = z.infer<typeof hubspotAccess>;
