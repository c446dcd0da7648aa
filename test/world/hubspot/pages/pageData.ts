import { OBJECT_TYPES, type ObjectType, type ObjectTypeName, objectTypeOf } from '../model/objectTypes.ts';
import { keyOf, type Portal } from '../model/portal.ts';
import type { CrmRecord } from '../model/record.ts';
import type { AssociationData, ListData, RecordData } from './client/data.ts';

const SHOWN: readonly ObjectTypeName[] = ['companies', 'contacts', 'deals', 'quotes', 'orders'];
const PLURAL: Partial<Record<ObjectTypeName, string>> = {
  companies: 'Companies',
  contacts: 'Contacts',
  deals: 'Deals',
  quotes: 'Quotes',
  orders: 'Orders',
};
const pluralOf = (type: ObjectType) => PLURAL[type.name] ?? type.label;

/** What a record page shows; null = no such live record for this user. A merged id shows the record that it became. */
export function recordData(portal: Portal, typeId: string, id: string): RecordData | null {
  const type = objectTypeOf(typeId);
  const record = type && portal.record(type.name, id);
  if (type === undefined || record === undefined || !visible(portal, record)) return null;
  const definitions = [...portal.definitions(type.name).values()];
  return {
    id: record.id,
    typeId: type.typeId,
    typeLabel: type.label,
    listLabel: pluralOf(type),
    title: titleOf(record),
    subtitle: subtitleOf(record),
    properties: definitions
      .filter((definition) => !definition.readOnly)
      .map(({ label, name }) => ({ label, value: record.value(name) ?? '' })),
    associations: SHOWN.filter((name) => name !== type.name).map((name) =>
      associationData(portal, record, name),
    ),
    activities: [
      {
        title: `${type.label} created`,
        at: new Date(record.createdAt).toISOString().slice(0, 10),
        text: `This ${type.label.toLowerCase()} was created.`,
      },
    ],
  };
}

export function listData(portal: Portal, typeId: string): ListData | null {
  const type = objectTypeOf(typeId);
  if (type === undefined) return null;
  const columns = [...portal.definitions(type.name).values()]
    .filter((definition) => !definition.readOnly)
    .slice(1, 5);
  return {
    typeId,
    label: pluralOf(type),
    columns: ['Name', ...columns.map((column) => column.label)],
    rows: portal
      .records(type.name)
      .filter((record) => record.mergedInto === null && visible(portal, record))
      .slice(0, 100)
      .map((record) => ({
        id: record.id,
        cells: [titleOf(record), ...columns.map((column) => record.value(column.name) ?? '--')],
      })),
  };
}

const visible = (portal: Portal, record: CrmRecord) =>
  record.archivedAt === null && portal.canSee(record, portal.owners[0]?.userId ?? null);

function titleOf(record: CrmRecord): string {
  const person = [record.value('firstname'), record.value('lastname')]
    .filter((part) => part !== null)
    .join(' ');
  return person === ''
    ? (record.value(record.type.titleProperty) ?? `Unnamed ${record.type.singular}`)
    : person;
}

function subtitleOf(record: CrmRecord): readonly string[] {
  const names = ['jobtitle', 'domain', 'email', 'amount', 'phone', 'hs_quote_amount', 'hs_total_price'];
  return names.flatMap((name) => record.value(name) ?? []).slice(0, 2);
}

function associationData(portal: Portal, record: CrmRecord, name: ObjectTypeName): AssociationData {
  const type = OBJECT_TYPES[name];
  const items = portal.associations.of(keyOf(record), name).flatMap((association) => {
    const other = portal.record(name, association.to.id);
    if (other === undefined || !visible(portal, other)) return [];
    return [{ id: other.id, title: titleOf(other), detail: subtitleOf(other).join(' · ') }];
  });
  return { typeId: type.typeId, label: pluralOf(type), items };
}
