import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { recordOfKey } from '../../../api/recordKey.ts';
import type { Single, TwinList } from '../../../api/sync/create.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { twinSuspects, twins } from '../../database/schema/twins.ts';
import { Refusal } from '../../http/refusal.ts';
import type { Actor } from '../actor.ts';
import { announce } from '../announce.ts';

const MOST = 500;

/** What people are asked and told; candidates may be anybody's, so only those who see everything are shown them. */
export const listTwins = async (
  transaction: TenantTransaction,
  { tenant, visibleTo }: Actor,
): Promise<TwinList> => {
  if (visibleTo.scope !== 'all') return { questions: [], suspects: [] };
  const asked = await transaction
    .select()
    .from(twins)
    .where(and(eq(twins.tenant, tenant), isNotNull(twins.candidates), eq(twins.wanted, false)))
    .orderBy(asc(twins.key))
    .limit(MOST);
  const told = await transaction
    .select({ id: twinSuspects.record, side: twins.side, source: twins.source, twin: twins.record })
    .from(twinSuspects)
    .innerJoin(twins, and(eq(twins.tenant, twinSuspects.tenant), eq(twins.key, twinSuspects.key)))
    .where(eq(twinSuspects.tenant, tenant))
    .orderBy(asc(twinSuspects.toldAt), asc(twinSuspects.record))
    .limit(MOST);
  const single = (side: 'crm' | 'erp', id: string) => ({ side, id }) as Single;
  return {
    questions: asked.map(({ side, source, candidates, run }) => ({
      of: single(side, source),
      candidates: [...(candidates ?? [])],
      run,
    })),
    suspects: told.map(({ id, side, source, twin }) => ({ id, of: single(side, source), twin })),
  };
};

/** "It is none of them." @throws {Refusal} link.unknown where nobody asks about it */
export const answerNoneOfThem = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  { id }: Single,
): Promise<void> => {
  const answered = await transaction
    .update(twins)
    .set({ wanted: true })
    .where(
      and(eq(twins.tenant, tenant), eq(twins.source, id), isNotNull(twins.candidates), isNull(twins.record)),
    )
    .returning({ key: twins.key });
  if (answered.length === 0) throw new Refusal('link.unknown');
  if (recordOfKey(id) !== null) return;
  const slash = id.indexOf('/');
  const [object, record] = [id.slice(0, slash), id.slice(slash + 1)];
  await announce(transaction, tenant, [{ object, record, customer: object === 'customer' ? record : null }]);
};
