import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Doubt, Found, Recorded, Release, Single, TwinPair } from '../../../api/sync/create.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { twinSuspects, twins } from '../../database/schema/twins.ts';
import type { Actor } from '../actor.ts';
import { appendLedger, type NewEntry } from '../ledger/append.ts';
import { readMapping } from '../settings.ts';
import { holdEnds, linksOf } from './ends.ts';
import { idOf, join, linkedEntry } from './join.ts';
import type { TwinRow } from './look.ts';
import { lockTwin } from './settle.ts';

const otherSide = (side: 'crm' | 'erp') => (side === 'crm' ? ('erp' as const) : ('crm' as const));
const sourceOf = ({ side, source }: TwinRow) => ({ side, id: source }) as Single;

/** A record that carries a claim's key becomes the twin, unless another one is. Again = the same answer. */
export const record = async (
  transaction: TenantTransaction,
  actor: Actor,
  rows: readonly Found[],
  records: ErpRecords,
): Promise<readonly Recorded[]> => {
  const entries: NewEntry[] = [];
  const answers = new Map<Found, Recorded>();
  for (const row of rows.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
    const twin = await lockTwin(transaction, actor.tenant, row.key);
    if (twin === null) answers.set(row, { kind: 'stale' });
    else answers.set(row, await recordOne(transaction, actor, row, { twin, records, entries }));
  }
  await appendLedger(transaction, actor, entries);
  return rows.map((row) => answers.get(row) ?? { kind: 'stale' });
};

const recordOne = async (
  transaction: TenantTransaction,
  actor: Actor,
  row: Found,
  { twin, records, entries }: { twin: TwinRow; records: ErpRecords; entries: NewEntry[] },
): Promise<Recorded> => {
  const { tenant } = actor;
  const of = sourceOf(twin);
  await holdEnds(transaction, tenant, [of.id, row.id]);
  await suspect(transaction, tenant, row.key, row.others);
  const other = { side: otherSide(of.side), id: row.id } as Single;
  const [standing] = await linksOf(transaction, tenant, twin, of);
  const [taken] = await linksOf(transaction, tenant, twin, other);
  const own = and(eq(twins.tenant, tenant), eq(twins.key, row.key));
  if (standing === undefined && taken === undefined && twin.record === null) {
    const { version } = await readMapping(transaction, tenant, twin, 'look');
    const ends = of.side === 'crm' ? { crm: of.id, erp: row.id } : { crm: row.id, erp: of.id };
    const link = await join(transaction, actor, {
      pair: twin,
      ends,
      base: row.base,
      mapping: version,
      records,
    });
    if (link === null) return { kind: 'stale' };
    await transaction
      .update(twins)
      .set({ record: row.id, run: row.run, until: null, candidates: null })
      .where(own);
    await transaction
      .delete(twinSuspects)
      .where(and(eq(twinSuspects.tenant, tenant), eq(twinSuspects.record, row.id)));
    for (const outcome of row.outcomes) {
      const content = { kind: 'outcome' as const, intent: row.key, record: row.id, ...outcome };
      entries.push({ run: row.run, link: link.id, content });
    }
    entries.push(linkedEntry(link, row.run));
    return { kind: 'twin', link: idOf(link) };
  }
  if (standing === undefined) {
    // A person has given it to another record, or has parted it: what becomes of the source is theirs to say.
    await transaction
      .update(twins)
      .set({ record: row.id, candidates: [row.id], until: null })
      .where(own);
    return { kind: 'taken' };
  }
  if (twin.record === row.id) return { kind: twin.run === row.run ? 'twin' : 'known', link: idOf(standing) };
  if (taken?.id === standing.id) return { kind: 'known', link: idOf(standing) };
  await suspect(transaction, tenant, row.key, [row.id]);
  return { kind: 'extra', link: idOf(standing) };
};

/** Told once each. */
export const suspect = async (
  transaction: TenantTransaction,
  tenant: string,
  key: string,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return;
  await transaction
    .insert(twinSuspects)
    .values(ids.map((id) => ({ tenant, record: id, key, toldAt: sql`clock_timestamp()` })))
    .onConflictDoNothing();
};

/** Nothing was made, as far as the claim's holder knows. Without an earlier attempt there is nothing to wait for. */
export const release = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  rows: readonly Release[],
): Promise<void> => {
  for (const { key, attempt, ask } of rows.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
    const twin = await lockTwin(transaction, tenant, key);
    if (twin === null || twin.attempt !== attempt || twin.record !== null) continue;
    await transaction
      .update(twins)
      .set({
        until: null,
        attempt: attempt === 1 ? 0 : attempt,
        candidates: ask === null ? twin.candidates : [...ask],
      })
      .where(and(eq(twins.tenant, tenant), eq(twins.key, key)));
  }
};

/** Twins of whose making an answer was lost; not while somebody may still be at it. */
export const doubtsOf = async (
  transaction: TenantTransaction,
  { tenant }: Actor,
  { system, org, object, erpObject }: TwinPair,
): Promise<readonly Doubt[]> => {
  const rows = await transaction
    .select()
    .from(twins)
    .where(
      and(
        eq(twins.tenant, tenant),
        eq(twins.system, system),
        eq(twins.org, org),
        eq(twins.object, object),
        eq(twins.erpObject, erpObject),
        or(sql`${twins.attempt} > 1`, and(sql`${twins.attempt} = 1`, isNull(twins.record))),
        or(isNull(twins.until), lte(twins.until, sql`clock_timestamp()`)),
      ),
    )
    .limit(500);
  const told =
    rows.length === 0
      ? []
      : await transaction
          .select({ key: twinSuspects.key, record: twinSuspects.record })
          .from(twinSuspects)
          .where(
            and(
              eq(twinSuspects.tenant, tenant),
              inArray(
                twinSuspects.key,
                rows.map(({ key }) => key),
              ),
            ),
          );
  return rows.map(({ key, side, record: twin }) => ({
    key,
    side: otherSide(side),
    known: [
      ...(twin === null ? [] : [twin]),
      ...told.filter((each) => each.key === key).map((each) => each.record),
    ],
  }));
};
