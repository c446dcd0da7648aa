import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ErpObject } from '../../../api/erpFields.ts';
import type { ErpReading } from '../../../api/sync/records.ts';
import type { TenantTransaction } from '../../../server/database/database.ts';
import { archivedRecords } from '../../../server/database/schema/archivedRecords.ts';
import { readableNumber } from '../../../server/readableNumber.ts';
import { announce } from '../../../server/sync/announce.ts';
import { canonicalJson } from '../../../server/sync/ledger/canonical.ts';
import type { ErpRecords } from '../../records.ts';
import { contactObject } from './contact.ts';
import { customerObject } from './customer.ts';
import type { RecordObject } from './object.ts';
import { withOpenDocuments } from './openDocuments.ts';
import { opportunityObject } from './opportunity.ts';
import { orderObject } from './order.ts';
import { quoteObject } from './quote.ts';
import { refusedAbsent, refusedBusy, refusedObject } from './refusals.ts';
import { type RecordState, statesOf } from './versions.ts';

/** What the sync can read and write of the books. A new object is a file and a line here. */
export const bookObjects: Readonly<Record<ErpObject, RecordObject>> = {
  customer: customerObject,
  contact: contactObject,
  opportunity: opportunityObject,
  quote: quoteObject,
  order: orderObject,
};
const objects: Readonly<Record<string, RecordObject | undefined>> = bookObjects;

/** A new record's number is made of its key: whoever makes it, and however often, it is the same one. */
const numberOf = (tenant: string, object: ErpObject, key: string): string =>
  readableNumber(
    bookObjects[object].prefix,
    createHash('sha256')
      .update(canonicalJson([tenant, object, key]))
      .digest('hex'),
  );

const split = (erpId: string): { object: string; id: string } => {
  const slash = erpId.indexOf('/');
  return { object: erpId.slice(0, slash), id: erpId.slice(slash + 1) };
};

/** By object, in the objects' own order, so that everybody locks in the same one. */
const byObject = (ids: readonly string[]): [string, string[]][] =>
  Object.keys(objects).flatMap((object): [string, string[]][] => {
    const of = ids.map(split).filter((each) => each.object === object);
    return of.length === 0 ? [] : [[object, [...new Set(of.map(({ id }) => id))]]];
  });

const archivedAmong = async (
  transaction: TenantTransaction,
  tenant: string,
  object: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await transaction
    .select({ record: archivedRecords.record })
    .from(archivedRecords)
    .where(
      and(
        eq(archivedRecords.tenant, tenant),
        eq(archivedRecords.object, object),
        inArray(archivedRecords.record, [...ids]),
      ),
    );
  return new Set(rows.map(({ record }) => record));
};

export const embeddedRecords = (now: () => Date): ErpRecords => ({
  fields: (object) => bookObjects[object].fields.map(({ accepts: _, wants: __, ...field }) => field),

  async read(transaction, { tenant, visibleTo }, ids) {
    const readings = new Map<string, ErpReading>();
    const readAt = now().getTime();
    for (const [object, asked] of byObject(ids)) {
      const found = (await objects[object]?.read(transaction, tenant, asked, visibleTo)) ?? [];
      const stateOf = await statesOf(transaction, tenant, object, asked);
      const archived = await archivedAmong(transaction, tenant, object, asked);
      const busy = await withOpenDocuments(
        transaction,
        tenant,
        found.map(({ customer }) => customer),
      );
      for (const id of asked) {
        const row = found.find((each) => each.id === id);
        const key = `${object}/${id}`;
        const { version, changedAt, isDeleted }: RecordState = stateOf(id);
        if (row === undefined) {
          // A tombstone proves a delete to those who would have seen the record; who that was, nobody knows any more.
          const isProof = isDeleted && visibleTo.scope === 'all';
          readings.set(key, isProof ? { kind: 'deleted', fields: null } : { kind: 'absent' });
        } else if (archived.has(id)) readings.set(key, { kind: 'deleted', fields: row.fields });
        else {
          readings.set(key, {
            kind: 'found',
            id: key,
            version,
            modifiedAt: changedAt?.getTime() ?? null,
            readAt,
            fields: row.fields,
            // A contact's documents are its customer's, and do not go with it.
            openDocuments: object === 'customer' && busy.has(row.customer),
          });
        }
      }
    }
    return ids.map((id) => readings.get(id) ?? { kind: 'absent' });
  },

  async lock(transaction, tenant, ids) {
    const versions = new Map<string, string>();
    for (const [object, asked] of byObject(ids)) {
      const there = (await objects[object]?.lock(transaction, tenant, asked)) ?? [];
      const stateOf = await statesOf(transaction, tenant, object, there);
      const archived = await archivedAmong(transaction, tenant, object, there);
      for (const id of there) if (!archived.has(id)) versions.set(`${object}/${id}`, stateOf(id).version);
    }
    return versions;
  },

  async write(transaction, tenant, erpId, patch) {
    const { object, id } = split(erpId);
    const write = objects[object]?.write;
    return write == null ? refusedObject(object) : await write(transaction, tenant, id, patch);
  },

  async create(transaction, asker, object, key, fields) {
    const { create, read } = bookObjects[object];
    if (create === null) return refusedObject(object);
    const id = numberOf(asker.tenant, object, key);
    const made = await create(transaction, asker, id, fields);
    if (made.kind === 'refused') return made;
    const erpId = `${object}/${id}`;
    if (made.kind === 'exists') return { kind: 'exists', id: erpId };
    const [row] = await read(transaction, asker.tenant, [id], { scope: 'all' });
    if (row === undefined) throw new Error(`${erpId} was made and is not there.`);
    return { kind: 'created', id: erpId, stored: row.fields };
  },

  async archive(transaction, { tenant, user }, erpId) {
    const { object, id } = split(erpId);
    const there = (await objects[object]?.lock(transaction, tenant, [id])) ?? [];
    if (there.length === 0) return refusedAbsent([]);
    if (objects[object]?.write == null) return refusedObject(object);
    if (object === 'customer' && (await withOpenDocuments(transaction, tenant, [id])).has(id))
      return refusedBusy();
    await transaction
      .insert(archivedRecords)
      .values({ tenant, object, record: id, archivedBy: user, archivedAt: sql`clock_timestamp()` })
      .onConflictDoNothing();
    const customer = object === 'customer' ? id : null;
    await announce(transaction, tenant, [{ object, record: id, customer, deleted: true }]);
    return null;
  },
});
