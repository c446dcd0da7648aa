import { sql } from 'drizzle-orm';
import { foreignKey, index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { RowOutcome, RunResult, RunTrigger } from '../../../api/sync/run.ts';
import { tenant, tenantOrRetention, tenantPolicy } from './columns.ts';

/** One execution of the sync by somebody's browser. Kept 90 days. */
export const runs = pgTable(
  'runs',
  {
    tenant: tenant(),
    id: text().notNull(),
    user: text().notNull(),
    trigger: text().$type<RunTrigger>().notNull(),
    /** A link's id where one record was asked for; null = all. */
    link: text(),
    state: text().$type<'requested' | 'running' | 'finished'>().notNull(),
    result: text().$type<RunResult>(),
    startedAt: timestamp({ withTimezone: true }).notNull(),
    finishedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.id] }),
    index().on(table.tenant, table.startedAt, table.id),
    tenantOrRetention(table.tenant, table.startedAt),
  ],
);

/** What became of one record in a run; goes with its run. */
export const runRows = pgTable(
  'run_rows',
  {
    tenant: tenant(),
    run: text().notNull(),
    link: text().notNull(),
    outcome: text().$type<RowOutcome['outcome']>().notNull(),
    /** Why it failed, for a person. */
    reason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.run, table.link] }),
    index().on(table.tenant, table.link),
    // Few of very many: what fails as things stand is asked for with every look at the sync.
    index('run_rows_failed_index').on(table.tenant, table.run).where(sql`${table.outcome} = 'failed'`),
    foreignKey({ columns: [table.tenant, table.run], foreignColumns: [runs.tenant, runs.id] }).onDelete(
      'cascade',
    ),
    tenantPolicy(table.tenant),
  ],
);
