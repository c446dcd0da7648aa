import type { Org } from '../context.ts';
import { dateTime, parseDateTime } from '../dates.ts';
import { DAY, MINUTE } from '../duration.ts';
import { Refusal } from '../refusal.ts';
import type { Row } from '../schema/field.ts';
import type { Call, Resource } from './call.ts';
import { objectNamed } from './object.ts';

interface Window {
  readonly start: number;
  readonly end: number;
}

const invalidDate = (message: string): Refusal => new Refusal(400, 'INVALID_REPLICATION_DATE', message);

/** Both ends in whole minutes: the API drops the seconds. */
const windowOf = (call: Call, org: Org): Window => {
  const [start, end] = ['start', 'end'].map((name) => {
    const ms = parseDateTime(call.query.get(name) ?? '');
    if (ms === null) throw invalidDate(`${name} parameter is missing or is not a valid dateTime`);
    return Math.floor(ms / MINUTE) * MINUTE;
  }) as [number, number];
  const days = org.bites.setting('updatedWindow')?.days ?? Number.POSITIVE_INFINITY;
  if (start < org.now() - days * DAY)
    throw invalidDate(`startDate before org replication enabled date: only ${days} days are kept`);
  if (end - start < MINUTE) throw invalidDate('endDate must be at least one minute greater than startDate');
  return { start, end };
};

const visibleRows = (call: Call, org: Org): readonly Row[] => {
  const object = objectNamed(org, call.at('object'));
  const lag = org.bites.setting('visibilityLag')?.ms ?? 0;
  return org.store
    .rows(object.name, org.now() - lag)
    .filter((row) => org.access.seesRecord(call.user, String(row.Id)));
};

const within = (ms: number, { start, end }: Window): boolean => ms >= start && ms <= end;

/** `latestDateCovered`: nothing after it has been looked at. */
const covered = (org: Org, { end }: Window): string =>
  dateTime(Math.floor(Math.min(end, org.now()) / MINUTE) * MINUTE);

export const REPLICATION_RESOURCES: readonly Resource[] = [
  {
    path: '/sobjects/:object/updated',
    methods: {
      GET: {
        parameters: ['start', 'end'],
        answer: (call, org) => {
          const rows = visibleRows(call, org);
          const window = windowOf(call, org);
          const ids = rows
            .filter((row) => row.IsDeleted !== true)
            .filter((row) => within(parseDateTime(String(row.SystemModstamp)) ?? Number.NaN, window))
            .map((row) => row.Id);
          return { status: 200, body: { ids, latestDateCovered: covered(org, window) } };
        },
      },
    },
  },
  {
    path: '/sobjects/:object/deleted',
    methods: {
      GET: {
        parameters: ['start', 'end'],
        answer: (call, org) => {
          const rows = visibleRows(call, org);
          const window = windowOf(call, org);
          const days = org.bites.setting('deletedPurge')?.days ?? Number.POSITIVE_INFINITY;
          const earliest = Math.max(0, org.now() - days * DAY);
          const deletedRecords = rows.flatMap((row) => {
            const at = row.IsDeleted === true ? org.store.deletedAt(String(row.Id)) : null;
            return at !== null && at > earliest && within(at, window)
              ? [{ deletedDate: dateTime(at), id: row.Id }]
              : [];
          });
          return {
            status: 200,
            body: {
              deletedRecords,
              earliestDateAvailable: dateTime(earliest),
              latestDateCovered: covered(org, window),
            },
          };
        },
      },
    },
  },
];
