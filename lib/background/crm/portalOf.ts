import * as z from 'zod';
import { authorizedCall } from '../../crm/authorizedCall.ts';
import { hubspotRefusal } from '../../crm/hubspot/refusal.ts';
import { recordPageOf } from '../../crm/pages.ts';
import { readAnswer } from '../../crm/readAnswer.ts';
import type { CrmSession } from '../../crm/session.ts';
import { FailureError } from '../../failure.ts';
import type { Call } from '../../http/call.ts';
import { parseJson } from '../../http/json.ts';

/** One company is enough: every object that HubSpot's API answers carries `url`, the address of its record page. */
const ONE_COMPANY = 'https://api.hubapi.com/crm/objects/2026-09/companies?limit=1';

const answerSchema = z.object({ results: z.array(z.object({ url: z.url() })) });

/**
 * Which portal a Service Key belongs to; the key itself does not say. `crm.notFound` where the portal has no company yet, or the
 * key may not see any.
 */
export const portalOf = async (
  session: CrmSession,
  edge: { call: Call; now: () => number },
): Promise<string> => {
  const { signal } = new AbortController();
  const ask = authorizedCall({
    call: edge.call,
    session,
    signal,
    refusal: (answer) => hubspotRefusal(answer, edge.now()),
  });
  const answer = ask({ method: 'GET', url: ONE_COMPANY }).then(({ text }) => parseJson(text));
  const [company] = (await readAnswer(answer, answerSchema)).results;
  if (company === undefined) throw new FailureError({ code: 'crm.notFound' });
  const page = recordPageOf(new URL(company.url));
  if (page?.record.system !== 'hubspot') throw new FailureError({ code: 'crm.badAnswer' });
  return page.record.org;
};
