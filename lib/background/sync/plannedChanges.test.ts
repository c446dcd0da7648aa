import { expect, test } from 'vitest';
import type { Sample } from '../../erp/client/sync/plannedSample.ts';
import { FailureError } from '../../failure.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import type { PlanPlace } from './fieldLists.ts';
import { plannedChanges } from './plannedChanges.ts';

const PLACE: PlanPlace = {
  system: 'salesforce',
  org: 'acme.my.salesforce.com',
  object: 'Opportunity',
  erpObject: 'opportunity',
};
const CRM = 'salesforce/acme.my.salesforce.com/Opportunity/006';
const value = (text: string | number) => ({ kind: 'value', value: text }) as const;
const line = (over: Partial<Sample>): Sample => ({
  crm: CRM,
  erp: null,
  side: 'erp',
  kind: 'create',
  field: 'name',
  before: null,
  after: value('Crane refit'),
  cause: 'newRecord',
  ...over,
});

/** An ERP and a CRM that tell their fields and records as given. */
const systems = (records: readonly unknown[], fields: readonly unknown[]) => {
  const client = { sync: { records: async () => records, fields: async () => fields } };
  const erp = {
    use: async (work: (from: never) => unknown) => work(client as never),
  } as unknown as ErpSession;
  const crm = {
    system: 'salesforce',
    org: 'acme.my.salesforce.com',
    sync: {
      fields: async () => [{ name: 'Amount', label: 'Deal amount', type: 'amount' }],
      open: async () => ({
        crm: {
          read: async (ids: readonly string[]) => ({
            kind: 'answered',
            value: ids.map((id) => ({
              kind: 'found',
              id,
              cells: { Name: { seen: value('Read in the CRM') } },
            })),
          }),
        },
      }),
    },
  };
  return { erp, crms: async () => [crm as unknown as ConnectedCrm] };
};
const shown = (lines: readonly Sample[], parts: Parameters<typeof plannedChanges>[0], place = PLACE) =>
  plannedChanges(
    parts,
    lines.map((each) => ({ line: each, place })),
    new AbortController().signal,
  );
const FIELDS = [
  { name: 'name', label: 'Name', type: 'text' },
  { name: 'amount', label: 'Amount', type: 'amount' },
  { name: 'currency', label: 'Currency', type: 'text' },
];

test('a record that is still to be made goes by the name that it would get, its amounts in its own currency', async () => {
  const lines = [
    line({}),
    line({ field: 'amount', after: value(5000) }),
    line({ field: 'currency', after: value('EUR') }),
  ];
  expect(await shown(lines, systems([], FIELDS))).toMatchObject([
    { label: 'Name', recordName: 'Crane refit', shownAs: { type: 'text', currency: null } },
    { label: 'Amount', recordName: 'Crane refit', shownAs: { type: 'amount', currency: 'EUR' } },
    { label: 'Currency', recordName: 'Crane refit' },
  ]);
});

test('one that is there goes by its name in the ERP, in whose currency its amounts are', async () => {
  const record = { kind: 'found', fields: { name: value('Crane'), currency: value('USD') } };
  const change = line({
    erp: 'opportunity/O1',
    side: 'crm',
    kind: 'update',
    field: 'Amount',
    after: value(1),
  });
  expect(await shown([change], systems([record], FIELDS))).toMatchObject([
    { label: 'Deal amount', recordName: 'Crane', shownAs: { type: 'amount', currency: 'USD' } },
  ]);
});

test('one that the ERP does not name goes by its name in the CRM', async () => {
  const change = line({ kind: 'update', field: 'amount', after: value(1) });
  expect(await shown([change], systems([], FIELDS))).toMatchObject([{ recordName: 'Read in the CRM' }]);
});

test('a plan is shown without names and labels where nobody tells them', async () => {
  const refused = async () => {
    throw new FailureError({ code: 'erp.timeout' });
  };
  const silent = { erp: { use: refused } as unknown as ErpSession, crms: async () => [] };
  const lines = [
    line({ kind: 'update' }),
    line({ crm: null, erp: 'order/1', side: 'crm', field: 'Total', after: value(7) }),
    line({ kind: 'archive', field: null, after: null }),
  ];
  expect(await shown(lines, silent, { ...PLACE, system: null, org: null })).toMatchObject([
    { field: 'name', label: null, recordName: null, shownAs: null },
    { field: 'Total', label: null, recordName: null, shownAs: null },
    { field: null, label: null, recordName: null, shownAs: null },
  ]);
});
