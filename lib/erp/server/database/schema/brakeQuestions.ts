import { index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { BrakeReason, ChangeCounts, PlannedSample } from '../../../api/sync/brake.ts';
import type { Doing } from '../../sync/brakes/doing.ts';
import { tenant, tenantOrRetention } from './columns.ts';

/** What each run set out to do, told before it wrote anything; where that was too much, who let it go on. Kept 90 days. */
export const brakeQuestions = pgTable(
  'brake_questions',
  {
    tenant: tenant(),
    run: text().notNull(),
    askedBy: text().notNull(),
    askedAt: timestamp({ withTimezone: true }).notNull(),
    verdict: text().$type<'go' | 'ask'>().notNull(),
    counts: jsonb().$type<ChangeCounts>().notNull(),
    reasons: jsonb().$type<readonly BrakeReason[]>().notNull(),
    sample: jsonb().$type<readonly PlannedSample[]>().notNull(),
    /** What the run has done of what was approved; null = nothing yet. */
    spent: jsonb().$type<Doing>(),
    approvedBy: text(),
    approvedAt: timestamp({ withTimezone: true }),
    /** When the run took the approval up: nobody else can. */
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.run] }),
    index().on(table.tenant, table.askedAt),
    tenantOrRetention(table.tenant, table.askedAt),
  ],
);
