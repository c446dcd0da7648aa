import { and, eq, inArray } from 'drizzle-orm';
import type { PrepareRow } from '../../../api/sync/prepare.ts';
import type { Stored } from '../../../api/sync/values.ts';
import { readCompany } from '../../../sources/embedded/company.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { intents } from '../../database/schema/intents.ts';
import type { Actor } from '../actor.ts';
import { currencyOf } from '../conflicts/stake.ts';
import { erpIdOf, type LinkRow } from '../syncLink.ts';
import { approvedRuns } from './approved.ts';
import { type Doing, NOTHING_DONE } from './doing.ts';

interface Place {
  readonly transaction: TenantTransaction;
  readonly actor: Actor;
  readonly records: ErpRecords | null;
  readonly now: Date;
}

/**
 * What each of these rows does, before anything of it is written. In a run that somebody let go on amounts count as well, and a record
 * that the run comes back to does not count twice: it was approved as one.
 */
export const doingsOf = async (
  place: Place,
  due: ReadonlyMap<PrepareRow, LinkRow>,
): Promise<(row: PrepareRow) => Doing> => {
  const { transaction, actor } = place;
  const rows = [...due.keys()].filter(({ pending }) => pending !== null);
  const approved = await approvedRuns(
    transaction,
    actor.tenant,
    rows.map(({ run }) => run),
  );
  const ofApproved = rows.filter(({ run }) => approved.has(run));
  if (ofApproved.length === 0) return doingOf;
  const before = await preparedBefore(place, ofApproved);
  const moved = await movedBy(place, ofApproved, due);
  return (row) => {
    if (!approved.has(row.run)) return doingOf(row);
    return before.has(nameOf(row)) ? NOTHING_DONE : { ...doingOf(row), moved: moved(row) };
  };
};

const doingOf = ({ pending, intended }: PrepareRow): Doing => {
  if (pending === null) return NOTHING_DONE;
  return {
    ...NOTHING_DONE,
    ...(pending.archive === null ? { updates: 1 } : { deletes: 1 }),
    clears: intended
      .filter(({ before, after }) => before.kind === 'value' && after.kind === 'blank')
      .map(({ side, field }) => ({ side, field, cleared: 1 })),
  };
};

const nameOf = ({ run, link }: Pick<PrepareRow, 'run' | 'link'>): string => `${run} ${link}`;

const preparedBefore = async (
  { transaction, actor: { tenant } }: Place,
  rows: readonly PrepareRow[],
): Promise<ReadonlySet<string>> => {
  const found = await transaction
    .select({ run: intents.run, link: intents.link })
    .from(intents)
    .where(
      and(
        eq(intents.tenant, tenant),
        inArray(
          intents.link,
          rows.map(({ link }) => link),
        ),
      ),
    );
  return new Set(found.map(({ run, link }) => `${run} ${link}`));
};

/** By how much a row would move amounts, each in its currency; null = not known. An ERP that is elsewhere tells of none. */
const movedBy = async (
  { transaction, actor, records, now }: Place,
  rows: readonly PrepareRow[],
  links: ReadonlyMap<PrepareRow, LinkRow>,
): Promise<(row: PrepareRow) => Doing['moved']> => {
  if (records === null) return () => [];
  const company = await readCompany(transaction, actor.tenant, now);
  const ids = rows.map((row) => idOf(links.get(row)));
  const readings = await records.read(transaction, actor, ids);
  return (row) => {
    const link = links.get(row);
    const reading = readings[rows.indexOf(row)];
    const record: Readonly<Record<string, Stored>> = reading?.kind === 'found' ? reading.fields : {};
    const known = link === undefined ? [] : records.fields(link.erpObject);
    const names = new Map(row.pending?.fields.map(({ rule, fields: { erp } }) => [rule, erp]));
    return row.intended.flatMap(({ rule, before, after }) => {
      const field = known.find(({ name }) => name === names.get(rule));
      if (field === undefined || field.amountIn === null) return [];
      const currency = currencyOf(field, record, company?.currency ?? null);
      return [{ currency, amount: Math.abs(amountIn(after) - amountIn(before)) }];
    });
  };
};

const idOf = (link: LinkRow | undefined): string => (link === undefined ? '' : erpIdOf(link));

/** An amount that appears, or goes, moves by all of itself. */
const amountIn = (stored: Stored): number =>
  stored.kind === 'value' && typeof stored.value === 'number' ? stored.value : 0;
