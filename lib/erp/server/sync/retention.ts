import { lt, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { OpenDatabase } from '../database/database.ts';
import { brakeCounters } from '../database/schema/brakeCounters.ts';
import { brakeQuestions } from '../database/schema/brakeQuestions.ts';
import { changes } from '../database/schema/changes.ts';
import { idempotencyKeys } from '../database/schema/idempotencyKeys.ts';
import { intents } from '../database/schema/intents.ts';
import { runs } from '../database/schema/runs.ts';
import { webhookDeliveries } from '../database/schema/webhooks.ts';

const KEPT = sql`now() - interval '90 days'`;
const HOUR = 3_600_000;

/** What is kept 90 days, each with the column that tells its age. The ledger is not here: it is kept for ever. */
const aged = {
  runs: [runs, runs.startedAt],
  changes: [changes, changes.changedAt],
  intents: [intents, intents.committedAt],
  idempotencyKeys: [idempotencyKeys, idempotencyKeys.createdAt],
  brakeCounters: [brakeCounters, brakeCounters.since],
  brakeQuestions: [brakeQuestions, brakeQuestions.askedAt],
  webhookDeliveries: [webhookDeliveries, webhookDeliveries.createdAt],
} as const;

/** Forgets old history in all tenants. Row-level security shows the job nothing but what has had its time. @returns rows per table. */
export const forgetOldHistory = (database: OpenDatabase): Promise<Record<string, number>> =>
  database.write(async (transaction) => {
    const { tenantRole } = database;
    await transaction.execute(
      sql`select set_config('app.tenant', '', true), set_config('app.job', 'retention', true)`,
    );
    if (tenantRole !== null) await transaction.execute(sql`select set_config('role', ${tenantRole}, true)`);
    const counts: Record<string, number> = {};
    for (const [name, [table, age]] of Object.entries(aged)) {
      const gone = await transaction.delete(table).where(lt(age, KEPT)).returning({ tenant: table.tenant });
      counts[name] = gone.length;
    }
    return counts;
  });

/** Does it now and every hour. @returns what ends it. */
export const keepForgetting = (database: OpenDatabase, log: Logger): (() => Promise<void>) => {
  let running: Promise<void> = Promise.resolve();
  const pass = () => {
    running = running
      .then(() => forgetOldHistory(database))
      .then(
        (counts) => log.info({ counts }, 'old history forgotten'),
        // The database may be away for a while; the next hour comes.
        (error: unknown) => log.warn({ err: error }, 'old history could not be forgotten'),
      );
  };
  pass();
  const timer = setInterval(pass, HOUR);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
