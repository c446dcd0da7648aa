import type { FieldName, ServerTime } from '../../../sync/ids.ts';
import type { Cell, Cells, HistoryEntry } from '../../../sync/reading.ts';
import type { Row } from './batchAnswer.ts';
import type { Property } from './describe.ts';
import type { ObjectContext } from './objectContext.ts';
import { type Currency, momentOf, seenIn } from './values.ts';

/** The currency of a record's amounts: its own, else the account's; null where a record names one in a way nobody knows. */
export const currencyOf = ({ object, accountCurrency }: ObjectContext, { properties }: Row): Currency => {
  const own = object.currencyProperty === null ? null : properties[object.currencyProperty];
  if (!own) return accountCurrency;
  return /^[A-Z]{3}$/.test(own) ? own : null;
};

export const cellsOf = (context: ObjectContext, row: Row): Cells => {
  const currency = currencyOf(context, row);
  const cells: Record<FieldName, Cell> = {};
  for (const [name, property] of context.readable) {
    const raw = row.properties[name];
    // Asked for and not answered: it was deleted, or hidden from this user, since it was described.
    if (raw === undefined) context.readable.delete(name);
    cells[name] = {
      seen: seenIn(property, raw, currency),
      ...pastOf(property, row.propertiesWithHistory?.[name], currency),
    };
  }
  return cells;
};

type Version = NonNullable<Row['propertiesWithHistory']>[string][number];

/** A step of the past that cannot be told exactly makes all of it useless: a hole in it would look like nothing having happened. */
const pastOf = (
  property: Property,
  versions: readonly Version[] | undefined,
  currency: Currency,
): Pick<Cell, 'changedAt' | 'changedBy' | 'history'> => {
  if (versions === undefined) return { changedAt: null, history: null };
  const steps = versions.map(({ value, timestamp }) => ({
    at: momentOf(timestamp),
    seen: seenIn(property, value ?? null, currency),
  }));
  const history = steps.flatMap(({ at, seen }): HistoryEntry[] =>
    at === null || seen.kind === 'unseen' ? [] : [{ at: at as ServerTime, value: seen }],
  );
  // HubSpot answers the newest first; among equal times its order is kept.
  const oldestFirst = history.toReversed().toSorted((one, other) => one.at - other.at);
  const newest = steps[0]?.at ?? null;
  const by = userOf(versions[0]);
  return {
    changedAt: newest as ServerTime | null,
    ...(by === null ? {} : { changedBy: by }),
    history: history.length < versions.length ? null : oldestFirst,
  };
};

/** The id of the user behind it; null = an integration, an import, a workflow. */
const userOf = (version: Version | undefined): string | null =>
  version?.updatedByUserId?.toString() ?? /^userId:(\d+)$/.exec(version?.sourceId ?? '')?.[1] ?? null;
