// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { FailedRecord, PlannedChange } from '../../lib/messaging/syncMessages.ts';
import { ChangeList } from './ChangeList.tsx';
import { FailedRecords } from './FailedRecords.tsx';
import { Limits } from './Limits.tsx';
import { PlanCounts } from './PlanCounts.tsx';
import { changesByRecord, fieldsEach } from './recordChanges.ts';
import { NOW, plannedChange, syncStatus } from './syncSamples.ts';

afterEach(cleanup);

const failed = (over: Partial<FailedRecord> = {}): FailedRecord => ({
  id: '018f3c5e-7b2a-7c11-9d3e-2f4a5b6c7d8e',
  record: {
    system: 'salesforce',
    org: 'nordlicht.my.salesforce.com',
    object: 'Account',
    id: '0015g00000HafenAAA',
  },
  recordName: 'Hafenwerk',
  erpRecord: 'customer/G01',
  code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  reason: 'A billing country is needed.',
  attempts: 3,
  lastAt: NOW - 60_000,
  ...over,
});
const rows = () =>
  screen.getAllByRole('listitem').map(({ textContent }) => textContent.replaceAll('\u00a0', ' '));

it("a failed record says why and what to do, the refusing system's own sentence, its code, tries and age", () => {
  render(<FailedRecords failures={[failed()]} now={NOW} />);
  expect(rows()).toEqual([
    'HafenwerkSalesforce Account 0015g00000HafenAAA · customer G01' +
      'A rule of the CRM does not let these values in.Salesforce says: “A billing country is needed.”' +
      'Correct the record, then sync it again.FIELD_CUSTOM_VALIDATION_EXCEPTION · 3 tries · 1 min ago',
  ]);
});

it('a won deal that became no order says that it is about the order', () => {
  const reason = 'order.refused: Credit limit exceeded.';
  render(<FailedRecords failures={[failed({ code: 'order.refused', reason, attempts: 1200 })]} now={NOW} />);
  const [row] = rows();
  expect(row).toContain(
    'No sales order was madeThe ERP did not accept the order.It says: “Credit limit exceeded.”',
  );
  expect(row).toContain('create the order in the ERP');
  expect(row).toContain('1,200 tries');
});

it('a failed record without a name goes by its id; one whose link has ended says so', () => {
  render(
    <FailedRecords
      failures={[
        failed({ id: '1', recordName: null }),
        failed({ id: '2', recordName: null, record: null }),
        failed({ id: '3', recordName: null, record: null, erpRecord: null }),
      ]}
      now={NOW}
    />,
  );
  const names = rows().map((row) => row?.slice(0, 12));
  expect(names).toEqual(['0015g00000Ha', 'customer/G01', 'A record tha']);
});

it('a failed record leads to its page in the CRM, where the panel says more; what has no such page does not', () => {
  const order = { system: 'hubspot', org: '4711', object: 'order', id: '8' } as const;
  const org = 'nordlicht.my.salesforce.com';
  const account = { system: 'salesforce', org, object: 'Account', id: '001Hs00003AbCdEIAV' } as const;
  const company = { system: 'hubspot', org: '4711', object: 'company', id: '777' } as const;
  render(
    <FailedRecords
      failures={[
        failed({ id: '1', record: account }),
        failed({ id: '2', record: company, recordName: 'Ems' }),
        failed({ id: '3', record: order, recordName: 'SO-1' }),
      ]}
      now={NOW}
    />,
  );
  const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
  expect(links).toEqual([
    ['Hafenwerk', 'https://nordlicht.lightning.force.com/lightning/r/Account/001Hs00003AbCdEIAV/view'],
    ['Ems', 'https://app.hubspot.com/contacts/4711/record/0-2/777'],
  ]);
});

it('where nothing has failed, that is said', () => {
  render(<FailedRecords failures={[]} now={NOW} />);
  expect(screen.getByText('No record has failed.')).toBeTruthy();
});

it('limits tell the calls of the day, or that they were not told; when it goes on, and the last sync', () => {
  const [salesforce, hubspot] = syncStatus().connections;
  if (salesforce === undefined || hubspot === undefined) throw new Error('Two CRMs are connected.');
  render(<Limits connections={[{ ...salesforce, pausedUntil: NOW + 30 * 86_400_000 }, hubspot]} now={NOW} />);
  const [one, other] = rows();
  expect(one).toContain('14,210 of 15,000 calls today');
  expect(one).toContain('Last synced 2 min ago');
  expect(one).toMatch(/Goes on/);
  expect(screen.getByRole('meter', { name: 'Calls to Salesforce today' }).getAttribute('value')).toBe(
    '14210',
  );
  expect(other).toContain('How many calls are left is not known yet.');
  expect(other).toContain('Nothing has been synced here yet');
});

it.each([
  { used: 15_000, limit: 15_000 },
  { used: 15_001, limit: 15_000 },
  { used: 124, limit: 0 },
])('a limit that is used up (%o) is said to be reached, its meter full', (calls) => {
  const [salesforce] = syncStatus().connections;
  if (salesforce === undefined) throw new Error('A CRM is connected.');
  render(<Limits connections={[{ ...salesforce, calls }]} now={NOW} />);
  expect(rows()[0]).toContain(`${calls.used.toLocaleString('en')} calls today · limit reached`);
  const meter = screen.getByRole('meter');
  expect(meter.getAttribute('value')).toBe(meter.getAttribute('max'));
});

it('a pause that is over is not shown', () => {
  const [salesforce] = syncStatus().connections;
  if (salesforce === undefined) throw new Error('A CRM is connected.');
  render(<Limits connections={[{ ...salesforce, pausedUntil: NOW }]} now={NOW} />);
  expect(rows()[0]).not.toMatch(/Goes on/);
});

it('a plan is listed record by record, each field by its label, from which value to which, and why', () => {
  render(
    <ChangeList
      label="Changes"
      changes={[
        plannedChange({ recordName: 'Hafenwerk' }),
        plannedChange({ recordName: 'Hafenwerk', field: 'Site__c', label: 'Site', before: null }),
        plannedChange({
          side: 'erp',
          kind: 'create',
          crm: null,
          erp: null,
          field: null,
          before: null,
          after: null,
          cause: 'newRecord',
        }),
        plannedChange({ crm: null, kind: 'archive', field: null, cause: 'deletedInErp' }),
      ]}
    />,
  );
  expect(rows()).toEqual([
    'HafenwerkChange in SalesforceAccount 0015g00000HafenAAA · customer G01 · Changed in the ERP' +
      'Phonefrom +49 421 1234to +49 421 9999Site+49 421 9999',
    'New in ERPNew record',
    'customer G01Archived in CRMDeleted in the ERP',
  ]);
  expect(screen.getByText('Site').title).toBe('Site__c');
});

it('a field that nobody has a label for goes by its own name; fields of several causes each say theirs', () => {
  render(
    <ChangeList
      label="Changes"
      changes={[
        plannedChange({ label: null }),
        plannedChange({
          field: 'Website',
          label: 'Website',
          kind: 'clear',
          after: { kind: 'blank' },
          cause: 'filled',
        }),
      ]}
    />,
  );
  expect(rows()).toEqual([
    'Account 0015g00000HafenAAA · customer G01Change in Salesforce' +
      'Phonefrom +49 421 1234to +49 421 9999Changed in the ERP' +
      'Websitefrom +49 421 1234to (empty)Was empty on one side',
  ]);
});

it('new records that get as many fields each say how many', () => {
  const made = (id: string, field: string) =>
    plannedChange({ kind: 'create', crm: `salesforce/a/Account/${id}`, erp: null, field });
  const each = (...changes: PlannedChange[]) => fieldsEach(changesByRecord(changes));
  expect(each(made('1', 'name'), made('1', 'stage'), made('2', 'name'), made('2', 'stage'))).toBe(2);
  expect(each(made('1', 'name'), made('1', 'stage'), made('2', 'name'))).toBeNull();
  expect(each(plannedChange())).toBeNull();
  const { container } = render(<PlanCounts counts={{ creates: 1100 }} fieldsEach={4} />);
  expect(container.textContent).toBe('1,100 new records, 4 fields each');
});

it('a plan is counted kind by kind, and nothing is not a row of zeros', () => {
  const { rerender, container } = render(
    <PlanCounts counts={{ creates: 1, updates: 0, deletes: 1200, conflicts: 2 }} />,
  );
  expect(container.textContent).toBe('1 new record · 1,200 records archived · 2 conflicts');
  rerender(<PlanCounts counts={{ creates: 0, updates: 0 }} />);
  expect(container.textContent).toBe('Nothing would change.');
});
