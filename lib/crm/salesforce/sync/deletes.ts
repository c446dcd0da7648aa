import * as z from 'zod';
import type { CrmId, ServerTime } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import { answerOf } from './answerOf.ts';
import { crmIdOf, type ObjectContext } from './objectContext.ts';
import { recordId } from './rows.ts';
import { serverTime } from './serverTime.ts';
import { queryPath, soqlText } from './soql.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** The recycle bin keeps a record for 15 days at most; it may be emptied sooner. */
const KEPT_DAYS = 15;

const deleted = z.object({ earliestDateAvailable: serverTime });

/**
 * From when on the org still knows what was deleted. `/deleted` is asked for nothing but that: it respects sharing as queryAll does,
 * and what it lists is in the feed already.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm
 */
export const deletesKnownFrom = async (
  { described, door, signal }: ObjectContext,
  serverNow: ServerTime,
): Promise<Answer<ServerTime>> => {
  const time = (ms: number): string => encodeURIComponent(new Date(ms).toISOString());
  const path = `/sobjects/${described.name}/deleted?start=${time(serverNow - 10 * MINUTE_MS)}&end=${time(serverNow)}`;
  const reply = await door({ method: 'GET', path }, signal);
  const bin = serverNow - KEPT_DAYS * DAY_MS;
  // Not every object can be replicated: then the recycle bin's own rule is all there is.
  if (reply.kind === 'refused') return { kind: 'answered', value: bin as ServerTime };
  const answer = answerOf(reply, deleted);
  if (answer.kind !== 'answered') return answer;
  return { kind: 'answered', value: Math.max(bin, answer.value.earliestDateAvailable) as ServerTime };
};

const PAGE_ROWS = 2_000;
const page = z.object({ done: z.boolean(), records: z.array(z.object({ Id: recordId })) });

/** All living records that this user sees, in the order of their ids; each page by the last id of the page before. */
export async function* visibleIds(context: ObjectContext): AsyncGenerator<Answer<readonly CrmId[]>> {
  const { described, door, signal } = context;
  let last: string | null = null;
  for (;;) {
    const behind: string = last === null ? '' : ` WHERE Id > ${soqlText(last)}`;
    const soql = `SELECT Id FROM ${described.name}${behind} ORDER BY Id ASC LIMIT ${PAGE_ROWS}`;
    const answer = answerOf(await door({ method: 'GET', path: queryPath('query', soql) }, signal), page);
    if (answer.kind !== 'answered') {
      yield answer;
      return;
    }
    const { done, records } = answer.value;
    yield { kind: 'answered', value: records.map(({ Id }) => crmIdOf(context, Id)) };
    last = records.at(-1)?.Id ?? null;
    if (last === null || (done && records.length < PAGE_ROWS)) return;
  }
}
