import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer, WriteOutcome, WriteRow } from '../../../sync/ports.ts';
import type { Stored, Written } from '../../../sync/value.ts';
import { type Joined, type Joining, joinRecords } from './joinRecords.ts';
import { crmIdOf, hubspotIdOf, type ObjectContext } from './objectContext.ts';
import { currencyIn, propertiesOf, storedIn } from './propertiesOf.ts';
import { reasonOf, refusedFields } from './refusedBy.ts';
import { hearRows, SENDS_WITHIN_MS, type Sending, sendRows } from './sendRows.ts';

type Outcome = WriteOutcome<CrmId>;

/** One row to be sent, and its place among the rows of the question. */
interface Placed {
  readonly place: number;
  readonly id: string;
}
interface Patch extends Placed {
  readonly fields: readonly FieldName[];
  readonly properties: Readonly<Record<string, string>>;
  readonly joinings: readonly Joining[];
}

/**
 * HubSpot has no conditional writes: whoever asks has looked just before, and looks again afterwards. Nothing is sent twice: a row
 * in doubt comes back without an outcome, one that was held back as `stale`.
 */
export const writeRecords = async (
  context: ObjectContext,
  rows: readonly WriteRow<CrmId>[],
): Promise<Answer<readonly Outcome[]>> => {
  // All of it leaves within the time that a write may take, also what comes last.
  const notAfter = context.clock.elapsed() + SENDS_WITHIN_MS;
  const outcomes: Outcomes = new Map();
  const patches: Patch[] = [];
  const archived: Placed[] = [];
  rows.forEach((row, place) => {
    const sorted = sortOut(context, row, place);
    if ('kind' in sorted) outcomes.set(place, sorted);
    else if ('properties' in sorted) patches.push(sorted);
    else archived.push(sorted);
  });
  const updated = patches.filter(({ properties, joinings }) => isAny(properties) || joinings.length === 0);
  const updates = await sendRows(context, updated, updating(context));
  const archives = await sendRows(context, archived, archiving(context));
  // A whole question that came to nothing is told as such: why it did is worth more than row by row that it did.
  if (rows.length === updated.length && updates.kind !== 'answered') return updates;
  if (rows.length === archived.length && archives.kind !== 'answered') return archives;
  place(outcomes, updated, updates);
  place(outcomes, archived, archives);
  await joinAll(context, patches, outcomes, notAfter);
  // Places without an outcome stay empty: an answer with a row too few, as the port has it.
  const value: Outcome[] = [];
  value.length = rows.length;
  for (const [place, outcome] of outcomes) value[place] = outcome;
  return { kind: 'answered', value };
};
type Outcomes = Map<number, Outcome>;

const isAny = (properties: Patch['properties']): boolean => Object.keys(properties).length > 0;

const place = (outcomes: Outcomes, sent: readonly Placed[], answer: Answer<readonly Outcome[]>): void => {
  sent.forEach((row, index) => {
    const outcome = answer.kind === 'answered' ? answer.value[index] : undefined;
    if (outcome !== undefined) outcomes.set(row.place, outcome);
    else if (answer.kind === 'notSent') outcomes.set(row.place, { kind: 'stale' });
  });
};

/** What a record belongs to is no property, and is written after those: of rows whose properties were not, nothing else is. */
const joinAll = async (
  context: ObjectContext,
  patches: readonly Patch[],
  outcomes: Outcomes,
  notAfter: number,
): Promise<void> => {
  const due = patches.flatMap((patch) => {
    const { joinings, properties, id } = patch;
    const alone: Outcome = { kind: 'written', id: crmIdOf(context, id), stored: {} };
    const outcome = isAny(properties) ? outcomes.get(patch.place) : alone;
    return joinings.length > 0 && outcome?.kind === 'written' ? [{ patch, outcome }] : [];
  });
  if (due.length === 0) return;
  const rows = due.flatMap(({ patch }) => patch.joinings);
  const joined = await joinRecords(context, rows, notAfter);
  for (const { patch, outcome } of due) {
    const of = patch.joinings.map((joining) => [joining, joined[rows.indexOf(joining)]] as const);
    const whole = withJoined(patch, outcome, of);
    if (whole === null) outcomes.delete(patch.place);
    else outcomes.set(patch.place, whole);
  }
};

/** null = a part of the row was written and another was not, or may not have been: whoever looks will see which. */
const withJoined = (
  { properties }: Patch,
  outcome: Extract<Outcome, { kind: 'written' }>,
  joined: readonly (readonly [Joining, Joined | undefined])[],
): Outcome | null => {
  const stored: Record<FieldName, Stored> = { ...outcome.stored };
  let isWritten = isAny(properties);
  let not: Outcome | null = null;
  for (const [{ field }, each] of joined) {
    if (each === undefined || each.kind === 'unknown') return null;
    if (each.kind === 'joined') {
      stored[field.name] = each.stored;
      isWritten = true;
    } else not = each.kind === 'unsent' ? { kind: 'stale' } : each;
  }
  if (not !== null) return isWritten ? null : not;
  return { ...outcome, stored: outcome.stored === null ? null : stored };
};

const sortOut = (
  context: ObjectContext,
  { id: key, change }: WriteRow<CrmId>,
  place: number,
): Outcome | Patch | Placed => {
  const id = hubspotIdOf(context, key);
  if (id === null) return { kind: 'gone' };
  context.histories.delete(id);
  if (change.kind === 'archive') return { place, id };
  const fields: Record<FieldName, Written> = { ...change.fields };
  const joinings: Joining[] = [];
  for (const field of context.object.associations) {
    const to = fields[field.name];
    delete fields[field.name];
    if (to !== undefined) joinings.push({ id, field, to });
  }
  const currency = currencyIn(context, change.fields) ?? context.currencies.get(id) ?? accountsOwn(context);
  const encoded = propertiesOf(context, fields, currency);
  if (encoded.kind === 'refused') return encoded;
  return { place, id, fields: Object.keys(fields) as FieldName[], properties: encoded.properties, joinings };
};

/** A record that was never read may name any currency, where its object has a property for that. */
const accountsOwn = ({ object, accountCurrency }: ObjectContext) =>
  object.currencyProperty === null ? accountCurrency : null;

const updating = (context: ObjectContext): Sending<Patch, Outcome> => {
  const { door, signal, object } = context;
  const refused: Sending<Patch, Outcome>['refused'] = ({ fields }, error, status) =>
    status === 404 || error?.category === 'OBJECT_NOT_FOUND'
      ? { kind: 'gone' }
      : { kind: 'refused', fields: refusedFields(error, fields), reason: reasonOf(error) };
  const unsent: Outcome = { kind: 'stale' };
  const written = ({ fields }: Patch, result: Parameters<typeof storedIn>[2]): Outcome => ({
    kind: 'written',
    id: crmIdOf(context, result.id),
    stored: storedIn(context, fields, result),
  });
  return {
    refused,
    unsent,
    send: (rows, notAfter) => {
      // Only with a trace id on every row does a date-based batch answer row by row.
      const inputs = rows.map(({ row: { id, properties }, trace }) => ({
        id,
        properties,
        objectWriteTraceId: trace,
      }));
      return door(({ batch }) => batch.update(object.path, { inputs }), signal, notAfter);
    },
    hear: (rows, body) =>
      hearRows(rows, body, { written, isOf: ({ id }, result) => result.id === id, refused, unsent }),
  };
};

/** Archiving what is archived already, or was never there, is answered just the same: whoever asked looks again. */
const archiving = (context: ObjectContext): Sending<Placed, Outcome> => {
  const { door, signal, object } = context;
  return {
    unsent: { kind: 'stale' },
    refused: (_, error) => ({ kind: 'refused', fields: [], reason: reasonOf(error) }),
    send: (rows, notAfter) => {
      const inputs = rows.map(({ row: { id } }) => ({ id }));
      return door(({ batch }) => batch.archive(object.path, { inputs }), signal, notAfter);
    },
    hear: (rows) =>
      new Map(
        rows.map(({ row, trace }) => [
          trace,
          { kind: 'written', id: crmIdOf(context, row.id), stored: null },
        ]),
      ),
  };
};
