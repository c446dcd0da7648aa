import type { CrmSystem } from '../../../lib/erp/api/record.ts';

/** Which side was edited: its changes flow to the other. */
export type Direction = 'crm → erp' | 'erp → crm';

/** Pages that it takes to see `count` rows, and that there are no more: behind a full page there may be another. */
const pagesToEnd = (count: number, page: number): number => Math.floor(count / page) + 1;
const parts = (count: number, size: number): number => Math.ceil(count / size);
/** Nothing is written before all of a run is planned, and of no more records than these the worker keeps what it read. */
const KEPT = 20_000;

/**
 * The fewest calls of a CRM that can bring `records` changed records to agreement, by that CRM's own page sizes and by what the
 * protocol owes. Nothing is taken from what the adapters do. Both begin with the feed, which is read whatever happened; and in a run of
 * more records than are kept in memory, those beyond are read twice.
 *
 * Salesforce (Account)
 * - Feed: a query answers 2,000 rows.
 * - Reading: a composite takes 5 lists of 200 records; two of the five are the questions for open orders and contracts, which an
 *   Account owes, so 600 records a call. Every record of either direction is read once: the plan needs both sides.
 * - Writing: a row with its own condition is a subrequest of its own, 25 to a composite; one of them reads back: 24 records a call.
 *
 * HubSpot (company)
 * - Feed: a search answers 200 rows.
 * - Reading: a batch with histories takes 50, without 100. Every record is read once with its history, by which times and
 *   overwritten values are known; a second look at one that has not changed since needs none.
 * - Writing: there are no conditions. So each record is looked at just before (100 a call), written (100 a call), and read with its
 *   history after it (50 a call), where an edit in between would show.
 */
export const floorCalls = (crm: CrmSystem, direction: Direction, records: number): number => {
  const inFeed = direction === 'crm → erp' ? records : 0;
  const writes = direction === 'crm → erp' ? 0 : records;
  const beyond = Math.max(0, records - KEPT);
  switch (crm) {
    case 'salesforce':
      return pagesToEnd(inFeed, 2_000) + parts(records, 600) + parts(beyond, 600) + parts(writes, 24);
    case 'hubspot':
      return (
        pagesToEnd(inFeed, 200) +
        parts(records, 50) +
        parts(beyond, 100) +
        parts(writes, 100) +
        parts(writes, 100) +
        parts(writes, 50)
      );
  }
};
