/**
 * The bad days of a sync, each beside the tests that live through it: at the adapters of both CRMs, in the worker, in a real browser,
 * as each of them can meet it. `syncDays.test.ts` walks this list: a test that is not there fails.
 */
interface SyncDay {
  readonly day: string;
  /** File › a part of a test's name. */
  readonly tests: readonly `${string}.test.ts › ${string}`[];
}

export const SYNC_DAYS: readonly SyncDay[] = [
  {
    day: 'timeout after the server has written',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › a timeout after the org has written is no answer, and no "no" either',
      'lib/crm/salesforce/sync/creator.test.ts › an answer that is lost is no "no": the record is found by its key',
      'lib/crm/hubspot/sync/creator.test.ts › whose answer was lost is found by its key',
    ],
  },
  {
    day: 'a late request that lands after recovery',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › a request that nobody heard of lands late, on the condition it was sent with',
      'lib/crm/salesforce/sync/creator.test.ts › a request that lands late is refused where the record has been made meanwhile',
      'lib/crm/hubspot/sync/writeRecords.test.ts › a write that lands after everybody gave it up is seen',
      'test/e2e/syncBadDays.test.ts › while its write was on the way: what lands after a colleague has settled it takes nothing back',
    ],
  },
  {
    day: 'reset in the middle of a batch',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › a reset in the middle leaves one part unknown, and what was not sent unsent',
      'lib/crm/hubspot/sync/writeRecords.test.ts › because the connection broke after the portal had written is lost, though it stands there',
    ],
  },
  {
    day: '401 in the middle',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › a session that ends in the middle is renewed once',
      'lib/crm/salesforce/sync/writeSide.test.ts › a session that cannot be renewed stops cleanly: nothing more is sent',
      'lib/crm/hubspot/sync/writeRecords.test.ts › that expired is renewed once, and the write happens once',
      'test/e2e/syncBadDays.test.ts › is renewed once, and the run goes on',
      'test/e2e/syncBadDays.test.ts › for good: stops with "Reconnect", and goes on where it was after signing in',
    ],
  },
  {
    day: '403 limit',
    tests: [
      'lib/http/budget/callBudget.test.ts › of the day pauses until the next full hour where nobody knows the zone',
      'test/e2e/syncWays.test.ts › holds that CRM back until a time that is counted down, and lets HubSpot go on',
    ],
  },
  {
    day: '423',
    tests: [
      'lib/crm/hubspot/refusal.test.ts › the write lock',
      'lib/crm/hubspot/sync/writeRecords.test.ts › because the object type is locked waits two seconds and asks to be planned again',
    ],
  },
  {
    day: 'every form of 429',
    tests: [
      'lib/crm/hubspot/refusal.test.ts › the secondly limit of search, which names no policy',
      'lib/crm/hubspot/refusal.test.ts › the rolling ten seconds without its header',
      'lib/crm/hubspot/refusal.test.ts › what the server says before all else',
      'lib/crm/hubspot/sync/writeRecords.test.ts › is certainly without effect, and is told as a limit',
      'lib/crm/hubspot/sync/hubspotSync.test.ts › of a portal whose day is spent is refused with the rest of the pause',
    ],
  },
  {
    day: '503',
    tests: [
      'lib/crm/salesforce/refusal.test.ts › Retry-After',
      'lib/crm/hubspot/sync/writeRecords.test.ts › 503 and a page of HTML',
      'lib/http/call.test.ts › of 503 with an HTML page is an answer, not an error',
    ],
  },
  {
    day: 'row lock',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › by somebody’s lock is worth another try',
      'lib/crm/salesforce/sync/creator.test.ts › somebody’s lock is no refusal: the key is looked for later, and the record made then',
    ],
  },
  {
    day: 'validation and duplicate rules',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › a validation rule',
      'lib/crm/salesforce/sync/creator.test.ts › a duplicate rule names the record that it resembles, if it is one',
      'lib/crm/hubspot/sync/creator.test.ts › that a validation rule refuses carries the reason, and the others are made',
      'test/e2e/syncWays.test.ts › is put aside with Salesforce’s own sentence, the rest goes on, and it is mended by a later edit',
    ],
  },
  {
    day: 'a picklist value that is gone',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › a picklist value that is gone',
      'lib/crm/hubspot/sync/writeRecords.test.ts › names the field that was deleted since, and the option that is gone',
    ],
  },
  {
    day: 'a field that is deleted',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › finds by its name the field that is gone, in one more call',
      'lib/crm/salesforce/sync/readSide.test.ts › any more (%s) takes neither the others nor the deleted ones along',
      'lib/crm/hubspot/sync/readRecords.test.ts › that was deleted is unseen, says so, and fails nothing else',
    ],
  },
  {
    day: 'a record that is merged, deleted, restored or hidden by sharing',
    tests: [
      'lib/crm/salesforce/sync/readSide.test.ts › tells deleted from merged, and both from what is hidden, purged or restored',
      'lib/crm/salesforce/sync/feed.test.ts › has what was deleted, merged away and restored in it',
      'lib/crm/hubspot/sync/writeRecords.test.ts › to a company that was merged away in that moment landed on the survivor, and says so',
      'lib/crm/hubspot/sync/readRecords.test.ts › to the archive is deleted, with what stood there last; one that never was is absent',
      'lib/crm/hubspot/sync/readRecords.test.ts › out of a user’s sight looks as if it were gone, never as deleted',
      'lib/background/sync/suspects.test.ts › linked records that are not seen any more wait for a person; nothing is deleted',
    ],
  },
  {
    day: '25,000 rows with one time stamp',
    tests: [
      'lib/crm/salesforce/sync/feed.test.ts › shows 25,000 records of one second, each once, in 13 calls',
      'lib/crm/hubspot/sync/feed.test.ts › in one moment is gone through by ids: twenty-five thousand of one time stamp',
    ],
  },
  {
    day: 'a day of clock skew',
    tests: [
      'lib/crm/salesforce/sync/fields.test.ts › takes a day of clock skew for what it is: nobody asks the browser',
      'lib/crm/hubspot/sync/hubspotSync.test.ts › by %i ms reads every time by the portal’s clock',
    ],
  },
  {
    day: 'batch sizes 0, 1, n − 1, n, n + 1',
    tests: [
      'lib/crm/salesforce/sync/writeSide.test.ts › of %i records takes %i calls',
      'lib/crm/salesforce/sync/creator.test.ts › %i records takes %i calls, and says what became of each',
      'lib/crm/salesforce/sync/feed.test.ts › of %i records ends after %i pages',
      'lib/crm/hubspot/sync/writeRecords.test.ts › of %i rows says of each what became of it',
      'lib/crm/hubspot/sync/readRecords.test.ts › among %i comes back at its place',
      'lib/crm/hubspot/sync/feed.test.ts › is all there among %i records, in the order of time',
    ],
  },
  {
    day: 'IndexedDB closed or full',
    tests: [
      'lib/store/sync/localStore.test.ts › closed by the browser under us works again with the next question',
      'lib/background/sync/poison.test.ts › a disk that is full in the middle of a sync',
      'test/e2e/syncBadDays.test.ts › taken away by the browser: is said by name, and the next sync completes',
      'test/e2e/syncBadDays.test.ts › full: nothing more is begun, and the next sync completes once there is room',
    ],
  },
  {
    day: 'two browsers with different rights on one scope',
    tests: [
      'test/e2e/syncBadDays.test.ts › one that may only look is told so and writes nothing, while the other syncs',
      'test/e2e/syncBadDays.test.ts › one that may sync its own customers alone syncs at once with one that may sync all: each change is made once',
    ],
  },
  {
    day: 'the laptop asleep between prepare and write',
    tests: [
      'lib/background/sync/parts.test.ts › goes on while the computer sleeps and one of its clocks stands still',
      'test/e2e/syncBadDays.test.ts › between prepare and write, past the intent’s time, writes nothing late: a colleague has settled it',
    ],
  },
  {
    day: 'the worker killed',
    tests: [
      'lib/background/sync/killed.test.ts › at any await of a sync (%s it is done) is followed by one that comes to the same end',
      'test/e2e/syncKilled.test.ts › a run over 1,000 records goes on where it was, its worker killed 100 times',
      'test/e2e/syncKilled.test.ts › after all of this nothing is lost and nothing doubled, and the next sync writes nothing',
    ],
  },
  {
    day: 'the browser killed in mid-run',
    tests: [
      'test/e2e/syncKilled.test.ts › a browser that is killed in mid-run goes on where it was when it is opened again',
    ],
  },
  {
    day: 'PostgreSQL restarted in mid-run',
    tests: [
      'test/e2e/syncKilled.test.ts › PostgreSQL that is restarted in mid-run fails the sync, which says so and is tried again',
    ],
  },
  {
    day: 'new code on an older stored state',
    tests: [
      'test/e2e/syncBadDays.test.ts › reads everything anew where it cannot read where it stood, and syncs what was changed meanwhile',
      'lib/store/readCache.test.ts › a row of another shape, from an older version, counts as none',
    ],
  },
];
