import * as z from 'zod';
import { authorizedCall } from '../../crm/authorizedCall.ts';
import { hubspotRefusal } from '../../crm/hubspot/refusal.ts';
import { readAnswer } from '../../crm/readAnswer.ts';
import type { CrmSession } from '../../crm/session.ts';
import { FailureError } from '../../failure.ts';
import type { Call } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';

const answerSchema = z.object({
  results: z.array(z.object({ id: z.string(), email: z.string().nullish() })),
});

/**
 * How a portal's records name this person as their owner, by e-mail address: the id of a user is another one. null = they own
 * nothing there, or the app has not been given `crm.objects.owners.read`, which nothing else needs. Rejects with `FailureError` where
 * the portal does not tell: kept as "nobody", it would stand until the next connection.
 * https://developers.hubspot.com/docs/api-reference/crm-owners-v3
 */
export const ownerOf = async (
  session: CrmSession,
  email: string,
  { call, now }: { readonly call: Call; readonly now: () => number },
): Promise<string | null> => {
  const { signal } = new AbortController();
  const ask = authorizedCall({ call, session, signal, refusal: (answer) => hubspotRefusal(answer, now()) });
  const url = `https://api.hubapi.com/crm/v3/owners?${new URLSearchParams({ email, limit: '1' })}`;
  try {
    const answer = ask({ method: 'GET', url }).then(({ text }) => parseJson(text));
    const [owner] = (await readAnswer(answer, answerSchema)).results;
    // Whoever else it is that came back, it is not them.
    return owner?.email?.toLowerCase() === email.toLowerCase() ? owner.id : null;
  } catch (error) {
    // Connected all the same: whose records they are matters to a mapping of one's own records alone, which then syncs none.
    if (error instanceof FailureError && error.failure.code === 'crm.forbidden') return null;
    throw error;
  }
};
