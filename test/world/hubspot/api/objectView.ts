import { missingScopes } from '../errors.ts';
import { associationName } from '../model/associations.ts';
import { objectTypeOf } from '../model/objectTypes.ts';
import { keyOf, type Portal } from '../model/portal.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Access } from '../tokens.ts';

export interface Asked {
  readonly properties: readonly string[];
  readonly withHistory?: readonly string[];
  readonly associations?: readonly string[];
  /** Search answers as of the moment that its index has reached. */
  readonly asOf?: number;
}

/** A record as the API answers it (schema `SimplePublicObjectWithAssociations`). Properties that do not exist are left out. */
export function objectView(access: Access, record: CrmRecord, asked: Asked): Record<string, unknown> {
  const { portal } = access;
  const { properties, withHistory = [], associations = [], asOf } = asked;
  return {
    id: record.id,
    properties: valuesOf(portal, record, properties, asOf),
    ...(withHistory.length > 0 ? { propertiesWithHistory: historiesOf(portal, record, withHistory) } : {}),
    ...associationsOf(access, record, associations),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: record.value(record.type.modifiedProperty, asOf),
    archived: record.archivedAt !== null,
    ...(record.archivedAt === null ? {} : { archivedAt: new Date(record.archivedAt).toISOString() }),
    url: `https://${portal.seed.host}/contacts/${portal.seed.portalId}/record/${record.type.typeId}/${record.id}`,
  };
}

function valuesOf(portal: Portal, record: CrmRecord, asked: readonly string[], asOf?: number) {
  const definitions = portal.definitions(record.type.name);
  const kept = ['hs_object_id', record.type.createdProperty, record.type.modifiedProperty];
  const names = asked.length === 0 ? record.type.defaults : [...new Set([...asked, ...kept])];
  return Object.fromEntries(
    names.filter((name) => definitions.has(name)).map((name) => [name, record.value(name, asOf)]),
  );
}

function historiesOf(portal: Portal, record: CrmRecord, asked: readonly string[]) {
  const definitions = portal.definitions(record.type.name);
  return Object.fromEntries(
    asked
      .filter((name) => definitions.has(name))
      .map((name) => [
        name,
        (record.history.get(name) ?? []).map((version) => ({
          value: version.value ?? '',
          timestamp: new Date(version.at).toISOString(),
          sourceType: version.sourceType,
          sourceId: version.sourceId,
        })),
      ]),
  );
}

/** Unknown types are ignored, as the description says; a type without its scope is refused. */
function associationsOf(access: Access, record: CrmRecord, asked: readonly string[]) {
  const { portal } = access;
  const twice = portal.world.bites.on('associationsTwice');
  const listed = asked.flatMap((text) => {
    const type = objectTypeOf(text);
    if (type === undefined) return [];
    if (portal.world.bites.on('scopes') && !access.scopes.includes(type.readScope))
      throw missingScopes([type.readScope]);
    const results = portal.associations.of(keyOf(record), type.name).flatMap((association) =>
      association.typeIds
        .toSorted((one, other) => one - other)
        .slice(0, twice ? undefined : 1)
        .map((typeId) => ({
          id: association.to.id,
          type: associationName(record.type.name, type.name, typeId),
        })),
    );
    return results.length === 0 ? [] : [[type.name.replace('_', ' '), { results }] as const];
  });
  return listed.length === 0 ? {} : { associations: Object.fromEntries(listed) };
}
