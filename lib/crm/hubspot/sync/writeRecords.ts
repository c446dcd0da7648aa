import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer, WriteOutcome, WriteRow } from '../../../sync/ports.ts';
import { crmIdOf, hubspotIdOf, type ObjectContext } from './objectContext.ts';
import { currencyIn, propertiesOf, storedIn } from './propertiesOf.ts';
import { reasonOf, refusedFields } from './refusedBy.ts';
import { hearRows, type Sending, sendRows } from './sendRows.ts';

type Outcome = WriteOutcome<CrmId>;

/** One row to be sent, and its place among the rows of the question. */
interface Placed {
  readonly place: number;
  readonly id: string;
}
interface Patch extends Placed {
  readonly fields: readonly FieldName[];
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * HubSpot has no conditional writes: whoever asks has looked just before, and looks again afterwards. Nothing is sent twice: a row
 * in doubt comes back without an outcome, one that was held back as `stale`.
 */
export const writeRecords = async (
  context: ObjectContext,
  rows: readonly WriteRow<CrmId>[],
): Promise<Answer<readonly Outcome[]>> => {
  const value: Outcome[] = [];
  value.length = rows.length;
  const patches: Patch[] = [];
  const archived: Placed[] = [];
  rows.forEach((row, place) => {
    const sorted = sortOut(context, row, place);
    if ('kind' in sorted) value[place] = sorted;
    else if ('properties' in sorted) patches.push(sorted);
    else archived.push(sorted);
  });
  const nothingKnown = rows.length === patches.length + archived.length;
  const updates = await sendRows(context, patches, updating(context));
  const archives = await sendRows(context, archived, archiving(context));
  // A whole question that came to nothing is told as such: why it did is worth more than row by row that it did.
  if (nothingKnown && archived.length === 0 && updates.kind !== 'answered') return updates;
  if (nothingKnown && patches.length === 0 && archives.kind !== 'answered') return archives;
  place(value, patches, updates);
  place(value, archived, archives);
  return { kind: 'answered', value };
};

const place = (value: Outcome[], sent: readonly Placed[], answer: Answer<readonly Outcome[]>): void => {
  sent.forEach((row, index) => {
    const outcome = answer.kind === 'answered' ? answer.value[index] : undefined;
    if (outcome !== undefined) value[row.place] = outcome;
    else if (answer.kind === 'notSent') value[row.place] = { kind: 'stale' };
  });
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
  const currency = currencyIn(context, change.fields) ?? context.currencies.get(id) ?? accountsOwn(context);
  const encoded = propertiesOf(context, change.fields, currency);
  if (encoded.kind === 'refused') return encoded;
  return { place, id, fields: Object.keys(change.fields) as FieldName[], properties: encoded.properties };
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
