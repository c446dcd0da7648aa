/**
 * Whole stories, which run without coverage: it would cost them half of their time again, and the lines that they pass are covered by
 * the tests beside the source, too.
 */
export const STORIES = {
  extension: [
    'lib/background/sync/autoOrders.test.ts',
    'lib/background/sync/hubspotOrders.test.ts',
    'lib/background/sync/killed.test.ts',
    'lib/background/sync/people.test.ts',
    'lib/background/sync/references.test.ts',
    'lib/background/sync/wonBefore.test.ts',
    'lib/crm/hubspot/sync/feed.test.ts',
    'lib/crm/hubspot/sync/wholeSync.test.ts',
  ],
  server: [
    'lib/erp/server/cli/cli.test.ts',
    'lib/erp/server/database/migrationUnderLoad.test.ts',
    'lib/erp/server/sync/crash.test.ts',
  ],
} as const;

/**
 * Each in a process of its own: the one asks for all that a package has been told in this process, and in which order; the other bundles
 * with a native module, which knows the objects of its own process's first realm alone.
 */
export const ALONE = ['lib/erp/server/contract.test.ts', 'components/build/narrowReact.test.ts'] as const;

/** The files that take longest: begun last, one of them would keep one core busy while the other has nothing left to do. */
export const LONGEST = [
  'test/e2e/badDaysAround.test.ts',
  'test/e2e/syncKilled.test.ts',
  'test/e2e/syncFlows.test.ts',
  'test/e2e/recordPages.test.ts',
  'test/e2e/syncWays.test.ts',
  'test/e2e/badDays.test.ts',
  'test/e2e/syncBadDays.test.ts',
  'test/e2e/documents.test.ts',
  'test/e2e/recordKinds.test.ts',
  'test/e2e/panel.test.ts',
  'lib/erp/server/cli/cli.test.ts',
  'lib/background/sync/killed.test.ts',
  'lib/background/sync/autoOrders.test.ts',
  'test/e2e/rightToLeft.test.ts',
  'lib/erp/server/sync/crash.test.ts',
  'test/simulation/simulation.test.ts',
  'test/world/salesforce/pages/browser.test.ts',
] as const;
