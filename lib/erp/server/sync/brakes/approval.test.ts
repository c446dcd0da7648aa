import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../../test/setup/emptyData.ts';
import { ANN, NOW, openShop } from '../../../../../test/setup/syncing.ts';
import type { ChangeCounts } from '../../../api/sync/brake.ts';
import type { OpenDatabase } from '../../database/database.ts';
import { inTenant } from '../../database/tenant.ts';
import { approvedRuns } from './approved.ts';
import { approveBrake, askBrake } from './questions.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openEmptyPglite();
  await openShop(database);
});
afterAll(() => database.close());

const counts: ChangeCounts = { creates: 0, updates: 0, clears: [], deletes: 11, moved: [] };
const in_ = <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(database, ANN.tenant, work);
const ask = (run: string) => in_((each) => askBrake(each, ANN, { run, counts, sample: [] }, NOW));
const approve = (run: string) => in_((each) => approveBrake(each, { ...ANN, isAdmin: false }, run, NOW));
/** Somebody approved it so long ago. */
const age = (run: string, interval: string) =>
  database.db.execute(
    sql`update brake_questions set approved_at = clock_timestamp() - ${interval}::interval where run = ${run}`,
  );

test('an approval is over after a day: the run is asked about anew, and what it took up covers nothing any more', async () => {
  await ask('run-00001');
  const { approved } = await approve('run-00001');
  expect(Date.parse(approved?.until ?? '') - Date.parse(approved?.at ?? '')).toBe(86_400_000);
  await age('run-00001', '23 hours 59 minutes');
  expect(await ask('run-00001')).toEqual({ kind: 'go' });
  expect(await in_((from) => approvedRuns(from, ANN.tenant, ['run-00001']))).toEqual(new Set(['run-00001']));
  await age('run-00001', '24 hours 1 minute');
  expect(await in_((from) => approvedRuns(from, ANN.tenant, ['run-00001']))).toEqual(new Set());
  expect(await ask('run-00001')).toMatchObject({ kind: 'ask', question: { approved: null } });
});
