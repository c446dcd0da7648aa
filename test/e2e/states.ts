// Long because it is a list: one entry per state, read on its own.
import { BAD_ANSWERS } from './badAnswers.ts';

/**
 * Every state of the requirement's two tables and every bad day, beside the test that shows it. `states.test.ts` walks this table:
 * a state without a test fails there, and so does a test that is not there or looks for something else.
 */
export interface State {
  readonly from: 'status' | 'state' | 'bad day';
  readonly name: string;
  /** Sentences that the person reads; or what is there instead. */
  readonly shows: readonly string[] | { readonly instead: string };
  /** Names of controls; or how it goes on without one. */
  readonly wayOn: readonly string[] | { readonly instead: string };
  /** `kept` are marked with their age; `hidden` is who may no longer see them; `fresh` never were in doubt. */
  readonly figures: 'kept' | 'hidden' | 'fresh' | 'none';
  /** File below `test/e2e` › the title of the test as it is written, or a part of it that no other has. */
  readonly tests: readonly `${string}.ts › ${string}`[];
}

/** The story that walks the table of answers. */
export const ANSWERED = 'stories/badAnswers.ts › $name: says "$says"';

/** A row of that table. */
const answer = (from: State['from'], name: string, answered = name): State => {
  const found = BAD_ANSWERS.find((each) => each.name === answered);
  if (found === undefined) throw new Error(`No bad answer is called ${answered}.`);
  return {
    from,
    name,
    shows: [found.says],
    wayOn: [found.way],
    figures: found.figures,
    tests: [ANSWERED],
  };
};

export const STATES: readonly State[] = [
  answer('status', '400'),
  answer('status', '401'),
  answer('status', '403'),
  {
    from: 'status',
    name: '404',
    shows: ['CRM record not found.'],
    wayOn: ['Refresh sync'],
    figures: 'kept',
    tests: ['badDaysAround.test.ts › a CRM that says no'],
  },
  answer('status', '404 of the ERP API', '404'),
  answer('status', '409'),
  answer('status', '422'),
  {
    from: 'status',
    name: '429',
    shows: ['CRM API rate limit exceeded. Retry later.'],
    wayOn: ['Retry'],
    figures: 'kept',
    tests: ['badDaysAround.test.ts › a CRM that says no'],
  },
  {
    from: 'status',
    name: '429 of the ERP API',
    shows: ['ERP API rate limit exceeded. Retry later.', 'Try again in 0:0'],
    wayOn: ['Retry'],
    figures: 'kept',
    tests: ['stories/badAnswers.ts › counts down, asks nothing meanwhile from any tab'],
  },
  answer('status', '500'),
  {
    from: 'state',
    name: 'Empty',
    shows: ['No CRM connected', 'Connect your CRM to sync data'],
    wayOn: ['Connect CRM'],
    figures: 'none',
    tests: ['extensionPages.test.ts › the popup says so and leads to the settings'],
  },
  {
    from: 'state',
    name: 'Loading',
    shows: ['This takes longer than usual.'],
    wayOn: { instead: 'by itself when the answer comes' },
    figures: 'kept',
    tests: ['badDaysAround.test.ts › slow: says that it waits'],
  },
  answer('state', 'Error', '500'),
  {
    from: 'state',
    name: 'Connected',
    shows: ['Connected ✓'],
    wayOn: ['Test Connection'],
    figures: 'fresh',
    tests: ['extensionPages.test.ts › connect by their own sign-in'],
  },
  {
    from: 'state',
    name: 'Syncing',
    shows: ['Syncing...'],
    wayOn: { instead: 'progress with what is left, and Cancel' },
    figures: 'fresh',
    tests: ['syncFlows.test.ts › shows the sync going on, outlives its own closing'],
  },
  {
    from: 'state',
    name: 'Sync complete',
    shows: ['Synced', 'Sync completed.'],
    wayOn: ['Sync Now'],
    figures: 'fresh',
    tests: [
      'syncFlows.test.ts › shows the sync going on, outlives its own closing',
      'syncFlows.test.ts › is shown again in the panel where a side has moved since',
    ],
  },
  {
    from: 'state',
    name: 'Conflicts',
    shows: ['Conflicts detected', '1 conflict needs review'],
    wayOn: ['Use Salesforce'],
    figures: 'fresh',
    tests: ['syncFlows.test.ts › is decided in the popup; a double click decides once'],
  },
  {
    from: 'state',
    name: 'Disconnected',
    shows: ['Disconnected'],
    wayOn: ['Reconnect'],
    figures: 'hidden',
    tests: ['badDaysAround.test.ts › revoked: takes the figures away'],
  },
  {
    from: 'state',
    name: 'Rate limited',
    shows: ['CRM API limit reached'],
    wayOn: ['View Limits'],
    figures: 'fresh',
    tests: ['syncWays.test.ts › holds that CRM back until a time that is counted down'],
  },
  {
    from: 'state',
    name: 'Permission denied',
    shows: ['Access restricted'],
    wayOn: { instead: 'the action is hidden; in the panel, Back' },
    figures: 'hidden',
    tests: ['syncBadDays.test.ts › one that may only look is told so', ANSWERED],
  },
  {
    from: 'bad day',
    name: 'ERP API down',
    shows: ['Check your network or VPN. Trying again…', 'Not refreshed'],
    wayOn: ['Retry'],
    figures: 'kept',
    tests: ['badDaysAround.test.ts › down: keeps the last good figures'],
  },
  {
    from: 'bad day',
    name: 'ERP API down, nothing known',
    shows: ['The ERP API does not answer. Check your network or VPN.', 'not known'],
    wayOn: ['Retry'],
    figures: 'none',
    tests: ['badDaysAround.test.ts › down before anything was read'],
  },
  {
    from: 'bad day',
    name: 'slow (10 s)',
    shows: ['This takes longer than usual.'],
    wayOn: { instead: 'by itself when the answer comes' },
    figures: 'kept',
    tests: ['badDaysAround.test.ts › slow: says that it waits'],
  },
  {
    from: 'bad day',
    name: 'no answer at all',
    shows: ['The ERP API took too long to answer. Trying again…'],
    wayOn: { instead: 'by itself: it is asked again' },
    figures: 'kept',
    tests: ['badDaysAround.test.ts › that never answers is a timeout'],
  },
  {
    from: 'bad day',
    name: 'wrong address',
    shows: ['Nothing answers at this address.'],
    wayOn: ['Address'],
    figures: 'fresh',
    tests: ['badDaysAround.test.ts › wrong: is said at its field'],
  },
  {
    from: 'bad day',
    name: 'not an ERP API',
    shows: ['Something answers at this address, but it is not an ERP API.'],
    wayOn: ['Address'],
    figures: 'none',
    tests: ['extensionPages.test.ts › a CRM page as the address'],
  },
  answer('bad day', 'expired token', '401'),
  {
    from: 'bad day',
    name: 'revoked token',
    shows: ['ERP authentication expired. Reconnect.'],
    wayOn: ['Reconnect'],
    figures: 'hidden',
    tests: ['badDaysAround.test.ts › revoked: takes the figures away'],
  },
  {
    from: 'bad day',
    name: 'wrong-tenant token',
    shows: ['Link a customer'],
    wayOn: { instead: 'in the settings, with a token of the right company' },
    figures: 'hidden',
    tests: ['badDaysAround.test.ts › of another tenant'],
  },
  {
    from: 'bad day',
    name: 'signed out',
    shows: ['The ERP API is not connected.'],
    wayOn: { instead: 'in the settings, with a token' },
    figures: 'hidden',
    tests: ['badDaysAround.test.ts › given back: sign-out'],
  },
  answer('bad day', 'HTML instead of JSON'),
  answer('bad day', 'captive portal', 'a captive portal'),
  answer('bad day', 'an answer that fails its schema'),
  {
    from: 'bad day',
    name: 'a clock an hour off',
    shows: ['as of now'],
    wayOn: ['Retry'],
    figures: 'fresh',
    tests: ['badDaysAround.test.ts › with a clock %d ms off'],
  },
  {
    from: 'bad day',
    name: 'worker killed between question and answer',
    shows: { instead: 'nothing: that is the point' },
    wayOn: { instead: 'none needed' },
    figures: 'fresh',
    tests: ['badDaysAround.test.ts › killed between question and answer'],
  },
  {
    from: 'bad day',
    name: 'extension updated',
    shows: ['Ledgerside was updated or turned off. Reload this page.'],
    wayOn: ['Reload'],
    figures: 'hidden',
    tests: ['badDaysAround.test.ts › updated under an open tab'],
  },
  {
    from: 'bad day',
    name: 'extension disabled',
    shows: ['Ledgerside was updated or turned off. Reload this page.'],
    wayOn: ['Reload'],
    figures: 'hidden',
    tests: ['badDaysAround.test.ts › turned off under an open tab'],
  },
  {
    from: 'bad day',
    name: 'CRM session gone',
    shows: ['CRM authentication expired. Reconnect.'],
    wayOn: ['Reconnect'],
    figures: 'kept',
    tests: ['badDaysAround.test.ts › gone: an opportunity keeps its last good figures'],
  },
  {
    from: 'bad day',
    name: 'storage full',
    shows: ["The browser's storage failed."],
    wayOn: ['Retry'],
    figures: 'fresh',
    tests: ['badDaysAround.test.ts › full: shows figures all the same'],
  },
  {
    from: 'bad day',
    name: 'offline',
    shows: ['You are offline.', 'Not refreshed'],
    wayOn: { instead: 'by itself when the network is back' },
    figures: 'kept',
    tests: ['badDaysAround.test.ts › offline: reads what it has read before'],
  },
  {
    from: 'bad day',
    name: 'offline reading after a restart',
    shows: ['You are offline.', 'Not refreshed'],
    wayOn: ['Retry'],
    figures: 'kept',
    tests: ['badDaysAround.test.ts › closed and opened again offline'],
  },
];

/** The rows that the requirement names; the table may have more. */
export const REQUIRED: Readonly<Record<State['from'], readonly string[]>> = {
  status: ['400', '401', '403', '404', '409', '422', '429', '500'],
  state: [
    'Empty',
    'Loading',
    'Error',
    'Connected',
    'Syncing',
    'Sync complete',
    'Conflicts',
    'Disconnected',
    'Rate limited',
    'Permission denied',
  ],
  'bad day': [
    'ERP API down',
    'slow (10 s)',
    'wrong address',
    'not an ERP API',
    'expired token',
    'revoked token',
    'wrong-tenant token',
    'HTML instead of JSON',
    'an answer that fails its schema',
    'a clock an hour off',
    'worker killed between question and answer',
    'extension updated',
    'extension disabled',
    'CRM session gone',
    'storage full',
    'offline',
  ],
};
