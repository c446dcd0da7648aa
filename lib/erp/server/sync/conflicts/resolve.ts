/*
 * A person's answers. One transaction, and per answer:
 *
 *   unknown? → decided already? → being written? → moved? → a choice? → above the threshold? → proposed, or done
 *
 * Done is exactly once: the link is locked, and whoever comes second finds the decision. What was decided is carried out by the next
 * run, which takes it for the values that were in view and for no others.
 */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { ConflictView, DecisionMade, DecisionRow, Resolved } from '../../../api/sync/conflicts.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { conflicts } from '../../database/schema/conflicts.ts';
import { ledger } from '../../database/schema/ledger.ts';
import { links } from '../../database/schema/links.ts';
import type { Actor } from '../actor.ts';
import { announceLinks } from '../announce.ts';
import { databaseTime } from '../clock.ts';
import { appendLedger, type NewEntry } from '../ledger/append.ts';
import { lockLinks } from '../lockLinks.ts';
import type { LinkRow } from '../syncLink.ts';
import { type Standing, standingOf } from './standing.ts';
import { type ViewPorts, viewConflicts } from './view.ts';

interface Context {
  readonly transaction: TenantTransaction;
  readonly actor: Actor;
  readonly at: string;
  readonly entries: NewEntry[];
  /** Links of which something was decided. */
  readonly touched: Set<string>;
}

/** What became of an answer, and the run that had asked; null = none had, or it is not asked any more. */
interface Answered {
  readonly answer: Resolved;
  readonly run: string | null;
}

/** @returns what became of each, in their order. */
export const resolveConflicts = async (
  transaction: TenantTransaction,
  actor: Actor,
  rows: readonly DecisionRow[],
  ports: ViewPorts,
): Promise<readonly Answered[]> => {
  const ids = [...new Set(rows.map(({ link }) => link))];
  const locked = await lockLinks(transaction, actor, ids);
  const standing = await standingOf(transaction, actor, [...locked.keys()]);
  const views = await viewConflicts(transaction, actor, standing, ports);
  const at = (await databaseTime(transaction)).toISOString();
  const context: Context = { transaction, actor, at, entries: [], touched: new Set() };
  const answers: Answered[] = [];
  for (const row of rows) {
    const index = standing.findIndex(({ row: each }) => each.link === row.link && each.key === row.key);
    const [question, view] = [standing[index], views[index]];
    const answer =
      question === undefined || view === undefined
        ? await formerDecision(context, locked.get(row.link), row)
        : await decideOne(context, question, view, row);
    answers.push({ answer, run: question?.row.run ?? null });
  }
  for (const id of context.touched) {
    await transaction
      .update(links)
      .set({ rev: sql`${links.rev} + 1` })
      .where(and(eq(links.tenant, actor.tenant), eq(links.id, id)));
  }
  await announceLinks(transaction, actor.tenant, [...context.touched]);
  await appendLedger(transaction, actor, context.entries);
  return answers;
};

/** It was decided and carried out a moment ago: whoever comes late is told by whom. */
const formerDecision = async (
  { transaction, actor }: Context,
  link: LinkRow | undefined,
  { key }: DecisionRow,
): Promise<Resolved> => {
  if (link === undefined) return { kind: 'unknown' };
  const [entry] = await transaction
    .select({ by: ledger.writer, at: ledger.at, content: ledger.content })
    .from(ledger)
    .where(
      and(
        eq(ledger.tenant, actor.tenant),
        eq(ledger.link, link.id),
        sql`${ledger.content} ->> 'kind' = 'decided' and ${ledger.content} ->> 'key' = ${key}`,
      ),
    )
    .orderBy(desc(ledger.at), desc(ledger.seq))
    .limit(1);
  if (entry?.content.kind !== 'decided') return { kind: 'unknown' };
  const { decision } = entry.content;
  return { kind: 'decided', decided: { decision, by: entry.by, at: entry.at.toISOString() } };
};

const decideOne = async (
  context: Context,
  { row: question, link }: Standing,
  view: ConflictView,
  { rev, seen, decision }: DecisionRow,
): Promise<Resolved> => {
  const { actor, at, touched } = context;
  // By this very request, a moment ago: the same question twice in one list.
  if (view.decided !== null) return { kind: 'decided', decided: view.decided };
  if (link.pending !== null) return { kind: 'busy' };
  const hasMoved =
    rev !== link.rev || seen !== view.seen || view.fields.some(({ erpNow }) => erpNow !== null);
  if (hasMoved) return { kind: 'moved', conflict: view };
  if (!view.choices.includes(decision)) return { kind: 'notAChoice', choices: view.choices };
  const mine: DecisionMade = { decision, by: actor.user, at };
  const { proposed } = view;
  const isSecond = proposed !== null && proposed.by !== actor.user && proposed.decision === decision;
  if (view.needsSecond && !isSecond) {
    await note(context, question, 'proposed', mine, null);
    return { kind: 'proposed', proposed: mine };
  }
  await note(context, question, 'decided', mine, isSecond ? proposed.by : null);
  view.decided = mine;
  touched.add(link.id);
  return { kind: 'done', rev: link.rev + 1 };
};

const note = async (
  { transaction, entries }: Context,
  { tenant, link, key, conflict, run }: Standing['row'],
  kind: 'proposed' | 'decided',
  made: DecisionMade,
  other: string | null,
): Promise<void> => {
  const { decision } = made;
  const own = and(eq(conflicts.tenant, tenant), eq(conflicts.link, link), eq(conflicts.key, key));
  // What only informed is put away; every other question stays until the next run has carried it out.
  if (decision === 'seen') await transaction.delete(conflicts).where(own);
  else if (kind === 'proposed') await transaction.update(conflicts).set({ proposed: made }).where(own);
  else
    await transaction
      .update(conflicts)
      .set({ decided: made, proposed: null, conflict: { ...conflict, decision } })
      .where(own);
  entries.push({ run, link, content: { kind, key, decision, conflict, with: other } });
};
