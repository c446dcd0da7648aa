import * as z from 'zod';

export const ACCOUNT_URL = 'https://api.hubapi.com/account-info/2026-09/details';

export const accountDetails = z.object({
  companyCurrency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string(),
});
