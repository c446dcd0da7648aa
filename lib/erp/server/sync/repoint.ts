import { and, eq, ne, sql } from 'drizzle-orm';
import type { Conflict } from '../../api/sync/link.ts';
import type { RepointRow } from '../../api/sync/prepare.ts';
import type { TenantTransaction } from '../database/database.ts';
import { links } from '../database/schema/links.ts';
import type { Actor } from './actor.ts';
import { appendLedger, type NewEntry } from './ledger/append.ts';
import { lockLinks } from './lockLinks.ts';
import { rememberQuestions } from './remember.ts';
import { crmIdOf, type LinkRow } from './syncLink.ts';

type Answer = 'done' | 'stale' | 'taken';
const QUESTION = 'survivorLinked';

/** Links follow records that the CRM has merged. Where the survivor has a link of its own, a person is asked. */
export const repoint = async (
  transaction: TenantTransaction,
  actor: Actor,
  rows: readonly RepointRow[],
): Promise<readonly Answer[]> => {
  for (const survivor of [...new Set(rows.map((row) => row.survivor))].sort()) {
    // Two links that were merged into one survivor at once: the second finds it taken.
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.tenant}/${survivor}`}, 0))`,
    );
  }
  const locked = await lockLinks(
    transaction,
    actor,
    rows.map(({ link }) => link),
  );
  const answers: Answer[] = [];
  const entries: NewEntry[] = [];
  const touched = new Set<string>();
  for (const row of rows) {
    const link = locked.get(row.link);
    if (link === undefined || link.rev !== row.rev || link.pending !== null || touched.has(link.id)) {
      answers.push('stale');
      continue;
    }
    touched.add(link.id);
    answers.push(await repointOne(transaction, actor, link, row, entries));
  }
  await appendLedger(transaction, actor, entries);
  return answers;
};

const repointOne = async (
  transaction: TenantTransaction,
  actor: Actor,
  link: LinkRow,
  { survivor }: RepointRow,
  entries: NewEntry[],
): Promise<Answer> => {
  const [system, org, object, id = ''] = survivor.split('/');
  const isKin = system === link.system && org === link.org && object === link.object;
  if (!isKin) return 'stale';
  const own = and(eq(links.tenant, actor.tenant), eq(links.id, link.id));
  const rev = link.rev + 1;
  if (await isLinked(transaction, link, id)) {
    const question: Conflict = { key: QUESTION, decision: null, kind: QUESTION, survivor };
    entries.push(...(await rememberQuestions(transaction, link, { open: [question], close: [], run: null })));
    await transaction.update(links).set({ rev }).where(own);
    return 'taken';
  }
  entries.push(...(await rememberQuestions(transaction, link, { open: [], close: [QUESTION], run: null })));
  entries.push({
    run: null,
    link: link.id,
    content: { kind: 'repointed', from: crmIdOf(link), to: survivor },
  });
  const aliases = [...new Set([...link.aliases, link.record])].filter((alias) => alias !== id);
  await transaction.update(links).set({ rev, record: id, aliases }).where(own);
  return 'done';
};

/** Asked of every link of the tenant, also of those out of the actor's sight: the rule does not depend on who asks. */
const isLinked = async (transaction: TenantTransaction, link: LinkRow, id: string): Promise<boolean> => {
  const [other] = await transaction
    .select({ id: links.id })
    .from(links)
    .where(
      and(
        eq(links.tenant, link.tenant),
        eq(links.system, link.system),
        eq(links.org, link.org),
        eq(links.object, link.object),
        eq(links.record, id),
        ne(links.id, link.id),
      ),
    )
    .limit(1);
  return other !== undefined;
};
