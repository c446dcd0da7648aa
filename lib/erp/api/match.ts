import * as z from 'zod';
import { customerSummary } from './customer.ts';
import { matchReason } from './matchReason.ts';
import { recordKeyText } from './record.ts';

/** What the CRM knows about a company, as far as it helps to recognise it. Query of `GET customers/match`. */
export const matchQuery = z
  .object({
    name: z.string().trim().min(1).max(255).optional(),
    domain: z.string().trim().min(1).max(255).optional(),
    email: z.string().trim().min(1).max(255).optional(),
    phone: z.string().trim().min(1).max(64).optional(),
    city: z.string().trim().min(1).max(120).optional(),
    country: z.string().trim().min(1).max(80).optional(),
    /** The CRM's custom key field, e.g. a customer number. */
    customKey: z.string().trim().min(1).max(64).optional(),
    /** The record itself: customers that it is never to be linked to are left out. */
    record: recordKeyText.optional(),
  })
  .meta({ id: 'MatchQuery' });
export type MatchQuery = z.infer<typeof matchQuery>;

export const matchSuggestion = z
  .object({
    customer: customerSummary,
    /** 0–100. */
    score: z.int().min(0).max(100),
    /** A suggestion is never linked by itself, whatever its band. */
    band: z.enum(['strong', 'likely', 'possible']),
    reasons: z.array(matchReason),
  })
  .meta({ id: 'MatchSuggestion' });
export type MatchSuggestion = z.infer<typeof matchSuggestion>;

export const matchAnswer = z.object({ suggestions: z.array(matchSuggestion) }).meta({ id: 'MatchAnswer' });
