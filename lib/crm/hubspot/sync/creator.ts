import type { CreateOutcome, Creator, NewRecord } from '../../../sync/create/creator.ts';
import type { CrmId, FieldName } from '../../../sync/ids.ts';
import type { Answer, Refused } from '../../../sync/ports.ts';
import type { Value } from '../../../sync/value.ts';
import { alikeIn } from './alike.ts';
import type { Property } from './describe.ts';
import { isRecordId, NO_RECORD } from './joinRecords.ts';
import { crmIdOf, type ObjectContext } from './objectContext.ts';
import type { AssociationField } from './objects.ts';
import { currencyIn, propertiesOf, storedIn } from './propertiesOf.ts';
import { existingId, reasonOf, refusedFields } from './refusedBy.ts';
import { hearRows, type Sending, sendRows } from './sendRows.ts';
import { withKeyBySearch, withKeyByValue } from './withKey.ts';

type Outcome = CreateOutcome<CrmId>;

interface Draft {
  readonly place: number;
  readonly fields: readonly FieldName[];
  readonly properties: Readonly<Record<string, string>>;
  readonly associations: readonly { readonly field: AssociationField; readonly id: string }[];
}

/** How long a new record may stay invisible to search: seconds as a rule, minutes on bad days (not confirmed by HubSpot). */
const INDEXED_WITHIN_MS = 5 * 60_000;

/**
 * A record is made with its key in the key property. Where that is unique, the portal itself refuses a second one; an upsert is not
 * used, because it would overwrite what people have changed in the first one since.
 */
export const hubspotCreator = (context: ObjectContext, key: Property): Creator<CrmId> => {
  const unique = key.hasUniqueValue === true;
  const alike = alikeIn(context);
  return {
    capabilities: { unique, visibleMs: unique ? 0 : INDEXED_WITHIN_MS },
    withKey: (keys) => (unique ? withKeyByValue(context, key, keys) : withKeyBySearch(context, key, keys)),
    ...(alike === null ? {} : { alike }),
    create: (rows) => createRecords(context, key.name, rows),
  };
};

const createRecords = async (
  context: ObjectContext,
  keyName: FieldName,
  rows: readonly NewRecord[],
): Promise<Answer<readonly Outcome[]>> => {
  const value: Outcome[] = [];
  value.length = rows.length;
  const drafts: Draft[] = [];
  rows.forEach((row, place) => {
    const sorted = draftOf(context, keyName, row, place);
    if ('kind' in sorted) value[place] = sorted;
    else drafts.push(sorted);
  });
  const answer = await sendRows(context, drafts, creating(context, keyName));
  if (answer.kind !== 'answered' && drafts.length === rows.length) return answer;
  drafts.forEach((draft, index) => {
    const outcome = answer.kind === 'answered' ? answer.value[index] : undefined;
    if (outcome !== undefined) value[draft.place] = outcome;
  });
  return { kind: 'answered', value };
};

const draftOf = (
  context: ObjectContext,
  keyName: FieldName,
  { key, fields }: NewRecord,
  place: number,
): Outcome | Draft => {
  const own: Record<FieldName, Value> = { ...fields };
  const associations: Draft['associations'][number][] = [];
  for (const field of context.object.associations) {
    const to = own[field.name]?.value;
    delete own[field.name];
    if (to === undefined) continue;
    if (!isRecordId(String(to))) return refused([field.name], NO_RECORD);
    associations.push({ field, id: String(to) });
  }
  const currency = currencyIn(context, own) ?? context.accountCurrency;
  const encoded = propertiesOf(context, own, currency);
  if (encoded.kind === 'refused') return encoded;
  const properties = { ...encoded.properties, [keyName]: String(key) };
  return { place, fields: Object.keys(own) as FieldName[], properties, associations };
};

const refused = (fields: readonly FieldName[], reason: Refused): Outcome => ({
  kind: 'refused',
  fields,
  reason,
});

const creating = (context: ObjectContext, keyName: FieldName): Sending<Draft, Outcome> => {
  const { door, signal, object } = context;
  const sending: Pick<Sending<Draft, Outcome>, 'refused' | 'unsent'> = {
    unsent: null,
    refused: ({ fields }, error, status) => {
      const reason = reasonOf(error);
      if (status !== 409 && error?.category !== 'CONFLICT')
        return refused(refusedFields(error, fields), reason);
      const id = existingId(error);
      return { kind: 'exists', id: id === null ? null : crmIdOf(context, id), reason };
    },
  };
  return {
    ...sending,
    send: (rows, notAfter) => {
      const inputs = rows.map(({ row: { properties, associations }, trace }) => ({
        properties,
        objectWriteTraceId: trace,
        associations: associations.map(({ field, id }) => ({
          to: { id },
          types: [{ associationCategory: 'HUBSPOT_DEFINED' as never, associationTypeId: field.typeId }],
        })),
      }));
      return door(({ batch }) => batch.create(object.path, { inputs }), signal, notAfter);
    },
    hear: (rows, body) =>
      hearRows(rows, body, {
        ...sending,
        isOf: ({ properties }, result) => result.properties[keyName] === properties[keyName],
        written: ({ fields }, result) => ({
          kind: 'created',
          id: crmIdOf(context, result.id),
          stored: storedIn(context, fields, result),
        }),
      }),
  };
};
