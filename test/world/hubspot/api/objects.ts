import { HubspotError, invalid, notFound } from '../errors.ts';
import { associationTarget } from '../model/associationTypes.ts';
import { objectTypeOf } from '../model/objectTypes.ts';
import { keyOf } from '../model/portal.ts';
import type { CrmRecord } from '../model/record.ts';
import { createRecord, findRecord, mergeRecords, updateRecord } from '../model/writing.ts';
import type { Access } from '../tokens.ts';
import {
  type ApiApp,
  type ApiContext,
  type ApiServices,
  bases,
  digitsQuery,
  jsonBody,
  listQuery,
  pathParameter,
  requireScope,
  sourceOf,
  typeOf,
} from './context.ts';
import { type Asked, objectView } from './objectView.ts';

export interface NewAssociation {
  readonly to: { readonly id: string };
  readonly types: readonly { readonly associationTypeId: number }[];
}

const LIST_PAGE = 100;

export function objectRoutes(app: ApiApp, services: ApiServices): void {
  for (const base of bases('objects')) {
    app.get(`${base}/:objectType`, (context) => context.json(list(context)));
    app.post(`${base}/:objectType`, async (context) => context.json(await create(context, services), 201));
    app.get(`${base}/:objectType/:id`, (context) => context.json(read(context)));
    app.patch(`${base}/:objectType/:id`, async (context) => context.json(await update(context, services)));
    app.delete(`${base}/:objectType/:id`, (context) => archive(context, services));
    app.post(`${base}/:objectType/merge`, async (context) => context.json(await merge(context)));
  }
}

const askedOf = (context: ApiContext): Asked => ({
  properties: known(context, listQuery(context, 'properties')),
  withHistory: listQuery(context, 'propertiesWithHistory'),
  associations: listQuery(context, 'associations'),
});

/** The real API leaves out what it does not know; with that bite off it says so. */
function known(context: ApiContext, names: readonly string[]): readonly string[] {
  const { portal } = context.get('access');
  const definitions = portal.definitions(typeOf(context).name);
  const unknown = names.find((name) => !definitions.has(name));
  if (unknown !== undefined && !portal.world.bites.on('unknownPropertyIgnored')) {
    throw invalid(`Property "${unknown}" does not exist`);
  }
  return names;
}

/** Oldest id first; `after` is the last id of the page before. Live rows, or with `archived=true` archived ones. */
function list(context: ApiContext) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.readScope);
  const archived = context.req.query('archived') === 'true';
  const limit = digitsQuery(context, 'limit', 10);
  if (limit < 1 || limit > LIST_PAGE) throw invalid(`limit must be between 1 and ${LIST_PAGE}`);
  const after = digitsQuery(context, 'after', 0);
  const mixed = !access.portal.world.bites.on('archivedOwnPass');
  const rows = access.portal
    .records(type.name)
    .filter((record) => record.mergedInto === null && Number(record.id) > after)
    .filter((record) => mixed || (record.archivedAt !== null) === archived)
    .filter((record) => access.portal.canSee(record, access.userId))
    .sort((one, other) => Number(one.id) - Number(other.id));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    results: page.map((record) => objectView(access, record, askedOf(context))),
    ...(rows.length > limit && last
      ? {
          paging: {
            next: { after: last.id, link: `https://api.hubapi.com${context.req.path}?after=${last.id}` },
          },
        }
      : {}),
  };
}

function read(context: ApiContext) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.readScope);
  const record = findRecord(access.portal, type, {
    id: pathParameter(context, 'id'),
    idProperty: context.req.query('idProperty'),
    archived: context.req.query('archived') === 'true',
    userId: access.userId,
  });
  return objectView(access, record, askedOf(context));
}

async function create(context: ApiContext, services: ApiServices) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.writeScope);
  services.limits.takeRows(access.portal, type.name, 1);
  const body = await jsonBody<{ properties: Record<string, string>; associations: NewAssociation[] }>(
    context,
  );
  const record = createRecord(access.portal, type, body.properties, sourceOf(access));
  joinAll(access, record, body.associations);
  return objectView(access, record, { properties: Object.keys(body.properties) });
}

/** Associations of a new record name only the other id and the type id, which says what the other is. */
export function joinAll(access: Access, record: CrmRecord, associations: readonly NewAssociation[]): void {
  for (const { to, types } of associations) {
    for (const { associationTypeId } of types) {
      const target = associationTarget(record.type.name, associationTypeId);
      if (target === undefined || access.portal.record(target, to.id) === undefined) {
        throw invalid(`No record ${to.id} to associate with type ${associationTypeId}`);
      }
      access.portal.associations.join(keyOf(record), { type: target, id: to.id });
    }
  }
}

async function update(context: ApiContext, services: ApiServices) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.writeScope);
  services.limits.takeRows(access.portal, type.name, 1);
  const record = findRecord(access.portal, type, {
    id: pathParameter(context, 'id'),
    idProperty: context.req.query('idProperty'),
    userId: access.userId,
  });
  refuseStale(context, record);
  const body = await jsonBody<{ properties: Record<string, string> }>(context);
  updateRecord(access.portal, record, body.properties, sourceOf(access));
  return objectView(access, record, { properties: Object.keys(body.properties) });
}

/** HubSpot has no conditional writes. Only with that bite off is a stale write refused. */
function refuseStale(context: ApiContext, record: CrmRecord): void {
  if (context.get('access').portal.world.bites.on('noConditionalWrites')) return;
  const since = context.req.header('If-Unmodified-Since');
  if (since !== undefined && record.updatedAt > Date.parse(since)) {
    throw new HubspotError(412, 'CONFLICT', 'The record has been modified since.');
  }
}

function archive(context: ApiContext, services: ApiServices) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.writeScope);
  services.limits.takeRows(access.portal, type.name, 1);
  archiveRecord(access, type.name, pathParameter(context, 'id'));
  return context.body(null, 204);
}

/** Archiving what is archived or was never there changes nothing and says nothing. */
export function archiveRecord(access: Access, typeName: string, id: string): void {
  const type = objectTypeOf(typeName);
  const record = type && access.portal.record(type.name, id);
  if (record && record.archivedAt === null && access.portal.canSee(record, access.userId)) {
    record.archivedAt = access.portal.world.now();
  }
}

async function merge(context: ApiContext) {
  const access = context.get('access');
  const type = typeOf(context);
  if (!type.mergeable) throw notFound();
  requireScope(access, type.writeScope);
  const body = await jsonBody<{ primaryObjectId: string; objectIdToMerge: string }>(context);
  const find = (id: string) => findRecord(access.portal, type, { id, userId: access.userId });
  const survivor = mergeRecords(access.portal, find(body.primaryObjectId), find(body.objectIdToMerge));
  return objectView(access, survivor, { properties: [] });
}
