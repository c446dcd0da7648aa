import { recordKey, recordOfKey } from '../../../erp/api/recordKey.ts';
import type { CrmId, FieldName, ServerTime } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import type { Row } from './batchAnswer.ts';
import type { Property } from './describe.ts';
import { typeOf } from './describe.ts';
import type { Door, DoorOptions, Reply } from './door.ts';
import type { AssociationField, HubspotObject } from './objects.ts';
import type { Currency } from './values.ts';

/** What every part of one object's sync shares. */
export interface ObjectContext {
  readonly door: Door;
  readonly signal: AbortSignal;
  readonly clock: DoorOptions['clock'];
  readonly portalId: string;
  readonly object: HubspotObject;
  /** All properties of the object, as described to this user. */
  readonly described: ReadonlyMap<FieldName, Property>;
  /** The mapped ones that can be read; those that an answer leaves out are taken away. */
  readonly readable: Map<FieldName, Property>;
  /** The mapped associations. */
  readonly associations: readonly AssociationField[];
  /** Currency of records that name none; null = the account does not tell. */
  readonly accountCurrency: Currency;
  /** By HubSpot id, as last read. */
  readonly currencies: Map<string, Currency>;
  /** Records read with their histories, by HubSpot id: a record with the same stamp and the same values has the same past. */
  readonly histories: Map<string, Row>;
  /** The latest that the server's clock was seen at. */
  readonly serverTime: { latest: ServerTime | null };
}

/** Rows of one batch, and of one that also asks for histories: "The maximum number of inputs supported in a batch request for property histories is 50." */
export const BATCH_ROWS = 100;
export const HISTORY_ROWS = 50;

export const MERGED_IDS = 'hs_merged_object_ids';

export const crmIdOf = (
  { portalId, object }: Pick<ObjectContext, 'portalId' | 'object'>,
  id: string,
): CrmId => recordKey({ system: 'hubspot', org: portalId, object: object.name, id }) as CrmId;

/** The HubSpot id inside; null where it is of another portal or object, which nobody here can tell anything about. */
export const hubspotIdOf = ({ portalId, object }: ObjectContext, key: CrmId): string | null => {
  const record = recordOfKey(key);
  if (record?.system !== 'hubspot' || record.org !== portalId || record.object !== object.name) return null;
  return /^\d{1,20}$/.test(record.id) ? record.id : null;
};

export const readableOf = (
  described: ReadonlyMap<FieldName, Property>,
  fields: readonly FieldName[],
): Map<FieldName, Property> =>
  new Map(
    fields.flatMap((name) => {
      const property = described.get(name);
      return property === undefined || typeOf(property) === 'other' ? [] : [[name, property] as const];
    }),
  );

/** The old ids of a merged record, in the text that HubSpot keeps of them. */
export const mergedIdsIn = (text: string | null | undefined): readonly string[] =>
  (text ?? '').split(';').filter((id) => /^\d{1,20}$/.test(id));

export const inParts = <T>(rows: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
    rows.slice(part * size, (part + 1) * size),
  );

/** A question that came to nothing, as a port says it. A read has no effect that could be in doubt, so all but a clear word is silence. */
export const unanswered = (
  reply: Exclude<Reply, { kind: 'answered' }>,
): Exclude<Answer<never>, { kind: 'answered' }> => {
  if (reply.kind !== 'refused') return reply;
  if (reply.status === 403 || reply.status === 404) return { kind: 'notSent', reason: 'forbidden' };
  return reply.status === 423 ? { kind: 'notSent', reason: 'rateLimited' } : { kind: 'lost' };
};

/** The later of two looks at the server's clock. */
export const noteServerTime = ({ serverTime }: Pick<ObjectContext, 'serverTime'>, at: number): void => {
  if (!Number.isNaN(at)) serverTime.latest = Math.max(serverTime.latest ?? at, at) as ServerTime;
};
