import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { value } from '../../../../../test/setup/syncing.ts';
import type { OpenDatabase } from '../../database/database.ts';
import { inTenant } from '../../database/tenant.ts';
import { appendLedger } from './append.ts';
import type { LedgerContent } from './content.ts';
import { historyOf } from './historyOf.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openEmptyPglite();
});
afterAll(() => database.close());

const LINK = '0198f000-0000-7000-8000-000000000001';
const city = { rule: 'city', side: 'crm' as const };
const conflict = { key: 'delete', decision: null, kind: 'delete' as const, deleted: 'crm' as const };
const counts = { creates: 1, updates: 0, clears: [], deletes: 0, moved: [] };

/** Every kind of entry, with the line that a person reads of it. */
const LINES: readonly (readonly [LedgerContent, object])[] = [
  [
    {
      kind: 'intended',
      intent: 'i',
      record: 'r',
      mapping: 1,
      field: 'City',
      before: value('a'),
      after: value('b'),
      ...city,
    },
    { side: 'crm', field: 'City', before: value('a'), after: value('b') },
  ],
  [
    { kind: 'outcome', intent: 'i', record: 'r', outcome: 'refused', stored: value('a'), ...city },
    { side: 'crm', field: 'city', after: value('a'), detail: 'refused' },
  ],
  [
    { kind: 'loser', mapping: 1, value: value('x'), reason: 'erpWins', ...city },
    { side: 'crm', field: 'city', before: value('x'), detail: 'erpWins' },
  ],
  [{ kind: 'asked', conflict }, { detail: 'delete' }],
  [{ kind: 'answered', key: 'delete' }, { detail: 'delete' }],
  [
    { kind: 'decided', key: 'delete', decision: 'erp', conflict, with: null },
    { side: 'erp', detail: 'delete' },
  ],
  [
    { kind: 'proposed', key: 'delete', decision: 'seen', conflict, with: null },
    { side: null, detail: 'delete' },
  ],
  [{ kind: 'archived', record: 'customer/C1', intent: 'i' }, { detail: 'customer/C1' }],
  [{ kind: 'linked', crm: 'c', erp: 'customer/C1' }, { detail: 'customer/C1' }],
  [{ kind: 'parted', crm: 'c', erp: 'customer/C2' }, { detail: 'customer/C2' }],
  [{ kind: 'repointed', from: 'a', to: 'b' }, { detail: 'b' }],
  [
    { kind: 'ordered', opportunity: 'o', order: 'SO-1', amount: 1, currency: 'EUR', draft: null },
    { detail: 'SO-1' },
  ],
  [{ kind: 'setting', name: 'config', version: 1 }, { detail: 'config' }],
  [{ kind: 'approved', counts, reasons: [], of: 'ann' }, { detail: null }],
  [{ kind: 'paused', reason: 'tooLong', detail: 'x' }, { detail: null }],
  [{ kind: 'resumed', reason: 'tooLong', detail: 'x' }, { detail: null }],
];

test('every kind of entry is a line that a person can read, the newest first', async () => {
  const entries = LINES.map(([content]) => ({ run: 'run-00000001', link: LINK, content }));
  const lines = await inTenant(database, 'default', async (transaction) => {
    await appendLedger(transaction, { tenant: 'default', user: 'ann' }, entries);
    return historyOf(transaction, 'default', LINK);
  });
  expect(lines).toHaveLength(LINES.length);
  for (const [index, [{ kind }, line]] of LINES.toReversed().entries())
    expect(lines[index]).toMatchObject({ by: 'ann', run: 'run-00000001', kind, ...line });
});

test('of a long history the newest fifty are told', async () => {
  const of = '0198f000-0000-7000-8000-000000000002';
  const entries = Array.from({ length: 60 }, (_, version) => ({
    run: null,
    link: of,
    content: { kind: 'answered' as const, key: `q${version}` },
  }));
  const lines = await inTenant(database, 'default', async (transaction) => {
    await appendLedger(transaction, { tenant: 'default', user: 'ann' }, entries);
    return historyOf(transaction, 'default', of);
  });
  expect(lines.map(({ detail }) => detail)).toEqual(
    Array.from({ length: 50 }, (_, index) => `q${59 - index}`),
  );
});
