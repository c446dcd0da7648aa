import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { ANN, browser, cityPatch, NOW, openShop } from '../../../../test/setup/syncing.ts';
import { perform } from '../admin/operation.ts';
import type { OpenDatabase } from '../database/database.ts';
import { inTenant } from '../database/tenant.ts';
import { pauseIfUnwell } from './health.ts';
import { appendLedger } from './ledger/append.ts';
import { verifyTail } from './ledger/verify.ts';
import { resumeSync, standingPause } from './pause.ts';
import { reportRun } from './runs.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openEmptyPglite();
  const { link } = await openShop(database);
  const ann = browser(database);
  await ann.prepare([cityPatch(await ann.link(link), 'Ulm')]);
});
afterAll(() => database.close());

/** As somebody with every right in the database, who lifts the guard first. */
const tamper = async (statement: string) => {
  await database.db.execute(sql`alter table ledger disable trigger user`);
  await database.db.execute(sql.raw(statement));
  await database.db.execute(sql`alter table ledger enable trigger user`);
};
const in_ = <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(database, 'default', work);
let count = 0;
const finish = (user = 'ann') =>
  in_(async (transaction) => {
    const report = { trigger: 'schedule' as const, state: 'finished' as const, rows: [], complete: true };
    const actor = { ...ANN, user };
    const { run } = await reportRun(transaction, actor, `run-0000${count++}`, report);
    return pauseIfUnwell(transaction, actor, { run, workedMs: 0 });
  });
const tail = (user: string) => in_((from) => verifyTail(from, { tenant: 'default', user }));

test('a run after which the ledger of its writer does not follow stops the sync; nobody else’s does', async () => {
  expect([await finish(), await tail('ann'), await tail('nobody')]).toEqual([false, null, null]);
  await tamper(`update ledger set run = 'forged' where writer = 'ann' and seq = 2`);
  expect(await finish('bob')).toBe(false);
  expect(await finish()).toBe(true);
  expect(await in_((from) => standingPause(from, 'default'))).toMatchObject({
    reason: 'ledgerBroken',
    detail: 'The ledger of ann does not follow at entry 2.',
  });
  // It has stopped already: the first reason stands.
  expect(await finish()).toBe(false);
});

test.each([
  ['an end that was cut off', `delete from ledger where tenant = 'cut' and seq = 3`, 'cut'],
  ['an entry in the middle that is missing', `delete from ledger where tenant = 'gap' and seq = 2`, 'gap'],
  ['a beginning that is missing', `delete from ledger where tenant = 'late' and seq = 1`, 'late'],
])('the tail of a chain tells of %s', async (_, statement, tenant) => {
  const eve = { tenant, user: 'eve' };
  for (let version = 1; version <= 3; version++)
    await inTenant(database, tenant, (transaction) =>
      appendLedger(transaction, eve, [
        { run: null, link: null, content: { kind: 'setting', name: 'config', version } },
      ]),
    );
  const tailOfEve = () => inTenant(database, tenant, (from) => verifyTail(from, eve));
  expect(await tailOfEve()).toBeNull();
  await tamper(statement);
  expect(await tailOfEve()).not.toBeNull();
});

test('npm run erp -- verify reads every chain from its first entry, and stops the sync of a company whose ledger does not hold', async () => {
  await in_((transaction) => resumeSync(transaction, ANN));
  const other = { ...ANN, tenant: 'whole' };
  await openShop(database, { actor: other });
  const whole = await perform(database, { do: 'verifyLedger', tenant: 'whole' }, NOW);
  expect(whole).toMatchObject({ tenant: 'whole', holds: true, chains: [{ writer: 'ann', brokenAt: null }] });
  const broken = await perform(database, { do: 'verifyLedger', tenant: 'default' }, NOW);
  expect(broken).toMatchObject({ holds: false });
  expect(await in_((from) => standingPause(from, 'default'))).toMatchObject({
    reason: 'ledgerBroken',
    run: null,
  });
});
