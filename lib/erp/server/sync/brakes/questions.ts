/*
 * The brake: what a run would write is told before it writes anything.
 *
 *   asked ──► within the limits, or within its approval ──► go
 *     └─────► ask ──► approved by a person (24 h) ──► asked again ──► go, once, for this run and these counts
 */
import { and, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { BrakeQuestion, BrakeRequest, BrakeVerdict, ChangeCounts } from '../../../api/sync/brake.ts';
import { readCompany } from '../../../sources/embedded/company.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { brakeQuestions } from '../../database/schema/brakeQuestions.ts';
import { runs } from '../../database/schema/runs.ts';
import { Refusal } from '../../http/refusal.ts';
import type { Actor } from '../actor.ts';
import { databaseTime } from '../clock.ts';
import { isAbove } from '../conflicts/threshold.ts';
import { refuseWhilePaused } from '../guard.ts';
import { appendLedger } from '../ledger/append.ts';
import { readConfig } from '../settings.ts';
import { APPROVAL_MS } from './approved.ts';
import { isWithin, judge } from './judge.ts';
import { movedIn } from './movedIn.ts';

type Row = typeof brakeQuestions.$inferSelect;

/** @throws {Refusal} sync.paused; run.unknown where the run is somebody else's */
export const askBrake = async (
  transaction: TenantTransaction,
  actor: Actor,
  { run, counts, sample }: BrakeRequest,
  today: Date,
): Promise<BrakeVerdict> => {
  const { tenant, user } = actor;
  const { content: config } = await readConfig(transaction, tenant, 'hold');
  await refuseWhilePaused(transaction, tenant, config);
  // One at a time: two runs that are each within the limits may not be so together.
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant}/brake`}, 0))`);
  const known = await questionOf(transaction, tenant, run);
  if (known !== null && known.askedBy !== user) throw new Refusal('run.unknown');
  const now = await databaseTime(transaction);
  if (known !== null && isApproved(known, now) && isWithin(counts, known.counts)) {
    await transaction
      .update(brakeQuestions)
      .set({ usedAt: known.usedAt ?? now })
      .where(ofRun(tenant, run));
    return { kind: 'go' };
  }
  const company = await readCompany(transaction, tenant, today);
  const earlier = await unasked(transaction, tenant, run);
  const inCompanyCurrency = (moved: ChangeCounts['moved']) => movedIn(transaction, tenant, moved, company);
  const limit = config.brake.amountMoved;
  const allowed = limit === null ? null : await inCompanyCurrency([limit]);
  const amountMoved =
    company === null || allowed === null ? limit : { amount: allowed, currency: company.currency };
  const all = await inCompanyCurrency([...counts.moved, ...earlier.flatMap(({ moved }) => moved)]);
  const moves = counts.moved.some(({ amount }) => amount > 0);
  const reasons = judge({ ...config.brake, amountMoved }, counts, {
    earlier: {
      creates: earlier.reduce((total, { creates }) => total + creates, 0),
      deletes: earlier.reduce((total, { deletes }) => total + deletes, 0),
      clears: alike(earlier, sample).flatMap(({ clears }) => clears),
    },
    moved: !moves ? 0 : allowed === null ? null : all,
  });
  const asked = {
    askedBy: user,
    askedAt: now,
    verdict: reasons.length === 0 ? ('go' as const) : ('ask' as const),
    counts,
    reasons: [...reasons],
    sample: [...sample],
    spent: null,
    approvedBy: null,
    approvedAt: null,
    usedAt: null,
  };
  await transaction
    .insert(brakeQuestions)
    .values({ tenant, run, ...asked })
    .onConflictDoUpdate({ target: [brakeQuestions.tenant, brakeQuestions.run], set: asked });
  if (asked.verdict === 'go') return { kind: 'go' };
  return { kind: 'ask', question: await viewOf(transaction, actor, { tenant, run, ...asked }, today) };
};

const ofRun = (tenant: string, run: string) =>
  and(eq(brakeQuestions.tenant, tenant), eq(brakeQuestions.run, run));

const questionOf = async (
  transaction: TenantTransaction,
  tenant: string,
  run: string,
): Promise<Row | null> => {
  const [row] = await transaction.select().from(brakeQuestions).where(ofRun(tenant, run)).for('update');
  return row ?? null;
};

const isApproved = ({ approvedAt }: Row, now: Date): boolean =>
  approvedAt !== null && now.getTime() - approvedAt.getTime() < APPROVAL_MS;

/** What other runs of the company were let do within the hour without anybody's approval. */
const unasked = async (
  transaction: TenantTransaction,
  tenant: string,
  run: string,
): Promise<readonly Earlier[]> => {
  const rows = await transaction
    .select({ counts: brakeQuestions.counts, sample: brakeQuestions.sample })
    .from(brakeQuestions)
    .where(
      and(
        eq(brakeQuestions.tenant, tenant),
        ne(brakeQuestions.run, run),
        eq(brakeQuestions.verdict, 'go'),
        sql`${brakeQuestions.askedAt} > clock_timestamp() - interval '1 hour'`,
      ),
    );
  return rows.map(({ counts, sample }) => ({ ...counts, sample }));
};

type Earlier = ChangeCounts & Pick<Row, 'sample'>;

/** Runs over records of the same kind, as their samples tell; one that tells of none may be of any. */
const alike = (runs: readonly Earlier[], sample: Row['sample']): readonly Earlier[] => {
  const ours = kindsIn(sample);
  return runs.filter((each) => {
    const theirs = kindsIn(each.sample);
    return ours.size === 0 || theirs.size === 0 || [...ours].some((kind) => theirs.has(kind));
  });
};

/** A record without the id at its end: `customer`, `salesforce/acme/Account`. */
const kindsIn = (sample: Row['sample']): ReadonlySet<string> =>
  new Set(sample.flatMap(({ crm, erp }) => [crm, erp]).flatMap((id) => id?.replace(/\/[^/]*$/, '') ?? []));

const movedStake = async (
  transaction: TenantTransaction,
  tenant: string,
  counts: ChangeCounts,
  today: Date,
) => {
  const company = await readCompany(transaction, tenant, today);
  const amount = await movedIn(transaction, tenant, counts.moved, company);
  if (amount === null || company === null)
    return { company, stake: { kind: amount === 0 ? 'none' : 'unknown' } as const };
  return { company, stake: { kind: 'money', money: { amount, currency: company.currency } } as const };
};

const needsSecond = async (
  transaction: TenantTransaction,
  tenant: string,
  counts: ChangeCounts,
  today: Date,
): Promise<boolean> => {
  const { content } = await readConfig(transaction, tenant, 'look');
  const { company, stake } = await movedStake(transaction, tenant, counts, today);
  return isAbove(transaction, tenant, stake, content.highValue, company);
};

const viewOf = async (
  transaction: TenantTransaction,
  { tenant }: Pick<Actor, 'tenant'>,
  row: Row,
  today: Date,
): Promise<BrakeQuestion> => ({
  id: row.run,
  user: row.askedBy,
  askedAt: row.askedAt.toISOString(),
  counts: row.counts,
  reasons: [...row.reasons],
  sample: [...row.sample],
  needsSecond: await needsSecond(transaction, tenant, row.counts, today),
  approved:
    row.approvedAt === null || row.approvedBy === null
      ? null
      : {
          by: row.approvedBy,
          at: row.approvedAt.toISOString(),
          until: new Date(row.approvedAt.getTime() + APPROVAL_MS).toISOString(),
        },
});

/** Runs that wait and have not ended meanwhile: one's own, and everybody's for who sees all customers. */
export const waitingQuestions = async (transaction: TenantTransaction, actor: Actor): Promise<Row[]> => {
  const rows = await transaction
    .select({ question: brakeQuestions })
    .from(brakeQuestions)
    .leftJoin(
      runs,
      and(
        eq(runs.tenant, brakeQuestions.tenant),
        eq(runs.id, brakeQuestions.run),
        isNotNull(runs.finishedAt),
      ),
    )
    .where(
      and(
        eq(brakeQuestions.tenant, actor.tenant),
        eq(brakeQuestions.verdict, 'ask'),
        isNull(brakeQuestions.usedAt),
        // No run that has ended.
        isNull(runs.id),
        actor.visibleTo.scope === 'all' ? undefined : eq(brakeQuestions.askedBy, actor.user),
      ),
    )
    .orderBy(desc(brakeQuestions.askedAt))
    .limit(100);
  return rows.map(({ question }) => question);
};

export const listBrakeQuestions = async (
  transaction: TenantTransaction,
  actor: Actor,
  today: Date,
): Promise<BrakeQuestion[]> => {
  const views: BrakeQuestion[] = [];
  for (const row of await waitingQuestions(transaction, actor))
    views.push(await viewOf(transaction, actor, row, today));
  return views;
};

/** @throws {Refusal} brake.unknown; approval.secondPerson, role.forbidden above the threshold */
export const approveBrake = async (
  transaction: TenantTransaction,
  actor: Actor & { readonly isAdmin: boolean },
  run: string,
  today: Date,
): Promise<BrakeQuestion> => {
  const { tenant, user, visibleTo, isAdmin } = actor;
  const row = await questionOf(transaction, tenant, run);
  const isSeen = row !== null && (row.askedBy === user || visibleTo.scope === 'all');
  if (row?.verdict !== 'ask' || !isSeen || row.usedAt !== null) throw new Refusal('brake.unknown');
  if (await needsSecond(transaction, tenant, row.counts, today)) {
    if (row.askedBy === user) throw new Refusal('approval.secondPerson');
    if (!isAdmin) throw new Refusal('role.forbidden');
  }
  const approved = { approvedBy: user, approvedAt: await databaseTime(transaction) };
  await transaction.update(brakeQuestions).set(approved).where(ofRun(tenant, run));
  const { counts, reasons, askedBy } = row;
  await appendLedger(transaction, actor, [
    { run, link: null, content: { kind: 'approved', counts, reasons, of: askedBy } },
  ]);
  return viewOf(transaction, actor, { ...row, ...approved }, today);
};
