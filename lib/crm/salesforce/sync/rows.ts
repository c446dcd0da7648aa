import * as z from 'zod';
import type { CrmId, FieldName, ServerTime } from '../../../sync/ids.ts';
import type { Cell, Cells, Found } from '../../../sync/reading.ts';
import { asValue } from '../../../sync/value.ts';
import { recordId18 } from '../recordId.ts';
import { typeOf } from './describe.ts';
import { CURRENCY_FIELD, crmIdOf, currencyOf, type ObjectContext } from './objectContext.ts';
import { serverTime, versionAt } from './serverTime.ts';
import { seenIn } from './values.ts';

export const recordId = z.string().transform((text, context) => {
  const id = recordId18(text);
  if (id !== null) return id;
  context.addIssue('not a record id');
  return z.NEVER;
});

/** A record of an answer, with whatever fields were asked for. */
export const recordRow = z.looseObject({
  Id: recordId,
  SystemModstamp: serverTime,
  CurrencyIsoCode: z.string().nullish(),
  LastModifiedDate: serverTime.nullish().catch(null),
  LastModifiedById: recordId.nullish().catch(null),
});
export type RecordRow = z.infer<typeof recordRow>;

/** Who edited a record last, and when; `SystemModstamp` moves with what the org does by itself as well. */
const EDITED = ['LastModifiedDate', 'LastModifiedById'] as FieldName[];

/** What has to be asked for besides the mapped fields. */
export const selectedFields = ({ described, readable, currencies }: ObjectContext): readonly string[] => {
  const amounts = [...readable.values()].some((field) => typeOf(field) === 'amount');
  const currency = amounts && currencies !== null ? [CURRENCY_FIELD] : [];
  const edited = EDITED.filter((name) => described.fields.has(name));
  return [...new Set(['Id', 'SystemModstamp', ...edited, ...currency, ...readable.keys()])];
};

export const cellsOf = (context: ObjectContext, row: RecordRow): Cells => {
  const raw: Readonly<Record<string, unknown>> = row;
  context.currencies?.set(row.Id, row.CurrencyIsoCode ?? null);
  const currency = currencyOf(context, row.Id);
  const cells: Record<FieldName, Cell> = {};
  for (const [name, field] of context.readable)
    cells[name] = { seen: seenIn(field, raw[name], currency), changedAt: null, history: null };
  if (context.tellsOrgCurrency && currency !== null)
    cells[CURRENCY_FIELD] = { seen: asValue(currency), changedAt: null, history: null };
  return cells;
};

export const foundOf = (
  context: ObjectContext,
  row: RecordRow,
  readAt: ServerTime,
  openDocuments: boolean,
): Found<CrmId> => ({
  kind: 'found',
  id: crmIdOf(context, row.Id),
  version: versionAt(row.SystemModstamp),
  modifiedAt: row.SystemModstamp,
  ...(row.LastModifiedDate == null
    ? {}
    : { changed: { at: row.LastModifiedDate, by: row.LastModifiedById ?? null } }),
  readAt,
  cells: cellsOf(context, row),
  openDocuments,
});
