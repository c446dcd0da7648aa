import * as z from 'zod';
import type { ServerTime } from '../../../sync/ids.ts';
import type { CrmFeed, FeedPlace } from '../../../sync/ports.ts';
import { answerOf } from './answerOf.ts';
import { crmIdOf, type ObjectContext, salesforceIdOf } from './objectContext.ts';
import { recordRow } from './rows.ts';
import { queryPath, soqlText, soqlTime } from './soql.ts';

const PAGE_ROWS = 2_000;
const page = z.object({ done: z.boolean(), records: z.array(recordRow) });

/**
 * What changed, deleted and merged records among it, by (SystemModstamp, Id). Each page is asked for by the last row of the page
 * before and never by a locator: locators expire, and stamps are whole seconds, which thousands of rows may share.
 */
export const feedOf = (context: ObjectContext): CrmFeed => ({
  async changes(since, after) {
    const { described, door, signal } = context;
    const soql = [
      `SELECT Id, SystemModstamp FROM ${described.name}`,
      whereOf(context, since, after),
      `ORDER BY SystemModstamp ASC, Id ASC LIMIT ${PAGE_ROWS}`,
    ].join(' ');
    const reply = await door({ method: 'GET', path: queryPath('queryAll', soql) }, signal);
    const answer = answerOf(reply, page);
    if (answer.kind !== 'answered') return answer;
    const { done, records } = answer.value;
    return {
      kind: 'answered',
      value: {
        changes: records.map(({ Id, SystemModstamp }) => ({
          modifiedAt: SystemModstamp,
          id: crmIdOf(context, Id),
        })),
        more: !done || records.length >= PAGE_ROWS,
        readAt: reply.kind === 'answered' ? reply.readAt : null,
      },
    };
  },
});

const whereOf = (context: ObjectContext, since: ServerTime | null, after: FeedPlace | null): string => {
  const from = after?.modifiedAt ?? since;
  if (from === null) return '';
  const id = after === null ? null : salesforceIdOf(context, after.id);
  const stamp = soqlTime(from);
  const behind = id === null ? '' : ` AND (SystemModstamp > ${stamp} OR Id > ${soqlText(id)})`;
  return `WHERE SystemModstamp >= ${stamp}${behind}`;
};
