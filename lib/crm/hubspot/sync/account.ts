import * as z from 'zod';

export const accountDetails = z.object({
  companyCurrency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: z.string(),
});
