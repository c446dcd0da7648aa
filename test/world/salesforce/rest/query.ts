import type { Org } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { runQuery } from '../soql/run.ts';
import type { Answer, Call, Resource } from './call.ts';
import type { Page } from './cursors.ts';

const LONGEST_PAGE = 2_000;
const SHORTEST_PAGE = 200;

/** `Sforce-Query-Options: batchSize=500` asks for smaller pages; outside 200–2,000 it is moved to the nearest end. */
const pageRows = (call: Call, org: Org): number => {
  const most = org.bites.setting('queryPages')?.rows ?? Number.POSITIVE_INFINITY;
  const asked = /batchSize=(\d+)/.exec(call.headers.get('sforce-query-options') ?? '')?.[1];
  if (asked === undefined) return most;
  return Math.min(most, Math.max(SHORTEST_PAGE, Math.min(LONGEST_PAGE, Number(asked))));
};

const answer = (call: Call, resource: string, page: Page): Answer => ({
  status: 200,
  body: {
    totalSize: page.totalSize,
    done: page.next === null,
    ...(page.next === null
      ? {}
      : { nextRecordsUrl: `/services/data/${call.version}/${resource}/${page.next}` }),
    records: page.records,
  },
});

const queries = (resource: 'query' | 'queryAll'): readonly Resource[] => {
  const deletedToo = resource === 'queryAll';
  return [
    {
      path: `/${resource}`,
      methods: {
        GET: {
          parameters: ['q'],
          answer: (call, org) => {
            const text = call.query.get('q');
            if (text === null || text.trim() === '')
              throw new Refusal(400, 'MALFORMED_QUERY', 'SOQL query was not specified');
            const records = runQuery(org, { user: call.user, version: call.version, deletedToo }, text);
            return answer(
              call,
              resource,
              org.cursors.open(call.user, records, pageRows(call, org), deletedToo),
            );
          },
        },
      },
    },
    {
      path: `/${resource}/:locator`,
      methods: {
        GET: {
          answer: (call, org) =>
            answer(call, resource, org.cursors.next(call.user, call.at('locator'), deletedToo)),
        },
      },
    },
  ];
};

export const QUERY_RESOURCES: readonly Resource[] = [...queries('query'), ...queries('queryAll')];
