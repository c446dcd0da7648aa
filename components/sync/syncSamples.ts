import type {
  BrakeQuestion,
  FinishedSync,
  PlannedChange,
  SyncProgress,
  SyncStatus,
} from '../../lib/messaging/syncMessages.ts';

/** Invented states of a sync for the tests of cards and pages. */

export const NOW = Date.parse('2026-11-20T12:00:00Z');

export const finished = (over: Partial<FinishedSync> = {}): FinishedSync => ({
  id: 'sync-0001',
  trigger: 'schedule',
  finishedAt: NOW - 125_000,
  durationMs: 12_000,
  result: 'success',
  counts: { created: 3, updated: 41, unchanged: 956, conflict: 0, failed: 0, seen: 1000 },
  failure: null,
  ...over,
});

export const syncing = (progress: Partial<SyncProgress> = {}): Partial<SyncStatus> => ({
  state: 'syncing',
  active: {
    id: 'sync-0002',
    trigger: 'manual',
    startedAt: NOW - 30_000,
    progress: { phase: 'syncing', done: 240, total: 1000, ratePerMinute: 480, msLeft: 95_000, ...progress },
    isCancelling: false,
  },
});

export const syncStatus = (over: Partial<SyncStatus> = {}): SyncStatus => ({
  state: 'success',
  hold: null,
  active: null,
  last: finished(),
  connections: [
    {
      system: 'salesforce',
      org: 'nordlicht.my.salesforce.com',
      label: 'nordlicht.my.salesforce.com',
      state: 'connected',
      lastSyncAt: NOW - 125_000,
      pausedUntil: null,
      calls: { used: 14_210, limit: 15_000 },
    },
    {
      system: 'hubspot',
      org: '4711',
      label: '4711',
      state: 'connected',
      lastSyncAt: null,
      pausedUntil: null,
      calls: null,
    },
  ],
  settings: {
    autoSync: true,
    intervalSeconds: 300,
    company: { autoSync: true, intervalSeconds: 300 },
  },
  nextAt: NOW + 175_000,
  brake: null,
  waiting: { conflicts: 0, failing: 0, links: 1204 },
  mayStart: true,
  ...over,
});

const CRM = 'salesforce/nordlicht.my.salesforce.com/Account/0015g00000HafenAAA';

export const plannedChange = (over: Partial<PlannedChange> = {}): PlannedChange => ({
  crm: CRM,
  erp: 'customer/G01',
  side: 'crm',
  kind: 'update',
  field: 'Phone',
  label: 'Phone',
  recordName: null,
  before: { kind: 'value', value: '+49 421 1234' },
  after: { kind: 'value', value: '+49 421 9999' },
  shownAs: { type: 'phone', currency: null },
  cause: 'changedInErp',
  ...over,
});

export const brakeQuestion = (over: Partial<BrakeQuestion> = {}): BrakeQuestion => ({
  run: 'run-00000001',
  system: 'salesforce',
  org: 'nordlicht.my.salesforce.com',
  object: 'Account',
  erpObject: 'customer',
  needsSecond: false,
  user: null,
  counts: { creates: 0, updates: 12, clears: 340, deletes: 0 },
  reasons: [
    {
      message: 'Website__c in the CRM would lose 340 of 400 values; 10 % are let pass unasked.',
      facts: { about: 'clears', side: 'crm', field: 'Website__c', cleared: 340, of: 400, percent: 10 },
      label: 'Website',
    },
  ],
  sample: [
    plannedChange({
      kind: 'clear',
      field: 'Website',
      label: 'Website',
      before: { kind: 'value', value: 'https://hafenwerk.example' },
      after: { kind: 'blank' },
      shownAs: { type: 'url', currency: null },
    }),
    plannedChange(),
  ],
  ...over,
});
