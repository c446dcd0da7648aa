import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmptyPglite } from '../../../../test/setup/emptyData.ts';
import { startPostgres, type TestPostgres } from '../../../../test/setup/postgres.ts';
import { ANN, browser, cityPatch, openShop } from '../../../../test/setup/syncing.ts';
import type { OpenDatabase } from '../database/database.ts';
import { openPostgres } from '../database/postgres.ts';
import { inTenant } from '../database/tenant.ts';
import { forgetOldHistory } from './retention.ts';
import { listRuns, reportRun } from './runs.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const open: Record<string, () => Promise<OpenDatabase>> = {
  PGlite: openEmptyPglite,
  'PostgreSQL as the plain owner of its tables': async () =>
    openPostgres(await postgres.ownedDatabase('retention')),
};

describe.each(Object.keys(open))('history on %s', (kind) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    const opened = await open[kind]?.();
    if (opened === undefined) throw new Error(`No database for ${kind}`);
    database = opened;
  });
  afterAll(() => database.close());

  test('is forgotten after 90 days in every tenant, run by run with its rows; the ledger and what still stands are not', async () => {
    for (const tenant of ['one', 'two']) {
      const actor = { ...ANN, tenant };
      const { link } = await openShop(database, { actor });
      const ann = browser(database, actor);
      await ann.prepare([cityPatch(await ann.link(link), 'Kiel')]);
      const row = { link: link as never, outcome: 'updated' as const, reason: null };
      await inTenant(database, tenant, async (transaction) => {
        for (const id of ['run-of-long-ago', 'run-of-today-1'])
          await reportRun(transaction, actor, id, {
            trigger: 'schedule',
            state: 'finished',
            rows: [row],
            complete: true,
          });
        await transaction.execute(
          sql`update runs set started_at = now() - interval '91 days' where id = 'run-of-long-ago'`,
        );
        await transaction.execute(sql`update changes set changed_at = now() - interval '91 days'`);
        await transaction.execute(sql`update intents set prepared_at = now() - interval '91 days'`);
      });
    }
    const before = await Promise.all(['one', 'two'].map((tenant) => countsOf(database, tenant)));
    const forgotten = await forgetOldHistory(database);
    expect(forgotten).toMatchObject({ runs: 2, intents: 0, idempotencyKeys: 0 });
    expect(forgotten.changes).toBeGreaterThan(10);
    for (const [index, tenant] of ['one', 'two'].entries()) {
      const after = await countsOf(database, tenant);
      expect(after).toMatchObject({ runs: 1, run_rows: 1, changes: 0, intents: 1 });
      expect(after.ledger).toBe(before[index]?.ledger);
      const { runs } = await inTenant(database, tenant, (from) =>
        listRuns(from, { ...ANN, tenant }, { after: null, limit: 9, link: null }),
      );
      expect(runs.map(({ id }) => id)).toEqual(['run-of-today-1']);
    }
  });

  test('the job sees nothing that is younger, and writes nothing', async () => {
    const seen = await database.db.transaction(async (transaction) => {
      await transaction.execute(
        sql`select set_config('app.tenant', '', true), set_config('app.job', 'retention', true)`,
      );
      if (database.tenantRole !== null)
        await transaction.execute(sql`select set_config('role', ${database.tenantRole}, true)`);
      const gone = await transaction.execute(sql`delete from runs returning id`);
      const links = await transaction.execute(sql`delete from links returning id`);
      return [gone, links].map((result) => (result as { rows: unknown[] }).rows.length);
    });
    expect(seen).toEqual([0, 0]);
  });
});

const countsOf = async (database: OpenDatabase, tenant: string): Promise<Record<string, number>> =>
  inTenant(database, tenant, async (from) => {
    const counts: Record<string, number> = {};
    for (const table of ['runs', 'run_rows', 'changes', 'intents', 'ledger']) {
      const [row] = await from
        .select({ n: sql`count(*)`.mapWith(Number) })
        .from(sql.raw(table))
        .where(sql`tenant = ${tenant}`);
      counts[table] = row?.n ?? -1;
    }
    return counts;
  });
