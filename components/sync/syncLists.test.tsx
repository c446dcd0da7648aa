// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { FailedRecord } from '../../lib/messaging/syncMessages.ts';
import { ChangeList } from './ChangeList.tsx';
import { FailedRecords } from './FailedRecords.tsx';
import { Limits } from './Limits.tsx';
import { PlanCounts } from './PlanCounts.tsx';
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
const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

it("a failed record has the refusing system's own code and sentence, its tries and its age", () => {
  render(<FailedRecords failures={[failed()]} now={NOW} />);
  expect(rows()).toEqual([
    'HafenwerkSalesforce Account 0015g00000HafenAAA · customer G01A billing country is needed.' +
      'FIELD_CUSTOM_VALIDATION_EXCEPTION · 3 tries · 1 min ago',
  ]);
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

it('a reason of our own, which is a code alone, is said in words', () => {
  const reasons = [
    'restless',
    'unheard',
    'nothingToMake',
    'suspectDeleted',
    'order.wonTimeUnknown',
    'unknown',
  ];
  render(
    <FailedRecords
      failures={reasons.map((reason) => failed({ id: reason, code: reason, reason }))}
      now={NOW}
    />,
  );
  rows().forEach((row, index) => {
    const [why] = (row ?? '').split(`${reasons[index]} · 3 tries`);
    expect(why).toMatch(/[a-z]{2,}\.$/);
  });
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
  expect(other).toContain('How many calls are left has not been told yet.');
  expect(other).toContain('Nothing has been synced here yet');
});

it('a pause that is over is not shown', () => {
  const [salesforce] = syncStatus().connections;
  if (salesforce === undefined) throw new Error('A CRM is connected.');
  render(<Limits connections={[{ ...salesforce, pausedUntil: NOW }]} now={NOW} />);
  expect(rows()[0]).not.toMatch(/Goes on/);
});

it('a planned change says where, which record, from which value to which, and why', () => {
  render(
    <ChangeList
      label="Changes"
      changes={[
        plannedChange(),
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
        plannedChange({ field: 'Website', before: null, cause: 'filled' }),
      ]}
    />,
  );
  expect(rows()).toEqual([
    'Change in SalesforceChanged in the ERPAccount 0015g00000HafenAAA · customer G01Phone from +49 421 1234to +49 421 9999',
    'New in ERPNew record',
    'Archived in CRMDeleted in the ERPcustomer G01',
    'Change in SalesforceWas empty on one sideAccount 0015g00000HafenAAA · customer G01Website to +49 421 9999',
  ]);
});

it('a plan is counted kind by kind, and nothing is not a row of zeros', () => {
  const { rerender, container } = render(
    <PlanCounts counts={{ creates: 1, updates: 0, deletes: 1200, conflicts: 2 }} />,
  );
  expect(container.textContent).toBe('1 new record · 1,200 records archived · 2 conflicts');
  rerender(<PlanCounts counts={{ creates: 0, updates: 0 }} />);
  expect(container.textContent).toBe('Nothing would change.');
});
