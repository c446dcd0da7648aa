import { invalid, notFound } from '../errors.ts';
import { associationKind } from '../model/associationTypes.ts';
import type { ObjectType } from '../model/objectTypes.ts';
import { keyOf } from '../model/portal.ts';
import { findRecord } from '../model/writing.ts';
import type { Access } from '../tokens.ts';
import {
  type ApiApp,
  type ApiContext,
  digitsQuery,
  jsonBody,
  pathParameter,
  RECORD_ASSOCIATION_BASES,
  requireScope,
  typeOf,
} from './context.ts';

const BATCH_BASES = ['/crm/associations/2026-09', '/crm/v4/associations'] as const;

export function associationRoutes(app: ApiApp): void {
  for (const base of RECORD_ASSOCIATION_BASES) {
    app.get(`${base}/:objectType/:id/associations/:toType`, (context) => context.json(list(context)));
    app.put(`${base}/:objectType/:id/associations/default/:toType/:toId`, (context) =>
      context.json(joinDefault(context)),
    );
    app.put(`${base}/:objectType/:id/associations/:toType/:toId`, async (context) =>
      context.json(await join(context), 201),
    );
    app.delete(`${base}/:objectType/:id/associations/:toType/:toId`, (context) => part(context));
  }
  for (const base of BATCH_BASES) {
    app.post(`${base}/:objectType/:toType/batch/read`, async (context) => readBatch(context));
  }
}

interface Ends {
  readonly access: Access;
  readonly from: ObjectType;
  readonly to: ObjectType;
}

function endsOf(context: ApiContext, scope: 'readScope' | 'writeScope'): Ends {
  const access = context.get('access');
  const [from, to] = [typeOf(context), typeOf(context, 'toType')];
  requireScope(access, from[scope]);
  requireScope(access, to[scope]);
  return { access, from, to };
}

/** Schema `MultiAssociatedObjectWithLabel`. The primary company has label "Primary"; the plain type has none. */
function associated({ access, from, to }: Ends, id: string) {
  const record = findRecord(access.portal, from, { id, userId: access.userId });
  const kind = associationKind(from.name, to.name);
  return access.portal.associations.of(keyOf(record), to.name).map((association) => ({
    toObjectId: association.to.id,
    associationTypes: association.typeIds.map((typeId) => ({
      category: 'HUBSPOT_DEFINED',
      typeId,
      ...(typeId === kind?.primary ? { label: 'Primary' } : {}),
    })),
  }));
}

function list(context: ApiContext) {
  const ends = endsOf(context, 'readScope');
  const limit = digitsQuery(context, 'limit', 500);
  if (limit < 1 || limit > 500) throw invalid('limit must be between 1 and 500');
  const start = digitsQuery(context, 'after', 0);
  const rows = associated(ends, pathParameter(context, 'id'));
  const more = rows.length > start + limit;
  return {
    results: rows.slice(start, start + limit),
    ...(more ? { paging: { next: { after: String(start + limit) } } } : {}),
  };
}

async function readBatch(context: ApiContext) {
  const ends = endsOf(context, 'readScope');
  const { inputs } = await jsonBody<{ inputs: readonly { id: string }[] }>(context);
  if (inputs.length > 1_000) throw invalid('Invalid input: at most 1000 inputs are allowed');
  const at = new Date(ends.access.portal.world.now()).toISOString();
  const results = inputs
    .filter(({ id }) => ends.access.portal.record(ends.from.name, id) !== undefined)
    .map(({ id }) => ({ from: { id }, to: associated(ends, id) }));
  const missing = inputs.filter(({ id }) => ends.access.portal.record(ends.from.name, id) === undefined);
  const errors = missing.map(({ id }) => ({
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `No ${ends.from.singular} with id ${id}`,
    context: { fromObjectId: [id] },
    errors: [],
    links: {},
  }));
  const failed = errors.length > 0 ? { numErrors: errors.length, errors } : {};
  return context.json(
    { status: 'COMPLETE', results, startedAt: at, completedAt: at, ...failed },
    failed.errors ? 207 : 200,
  );
}

/** Joins two records that exist; both then count as modified, though none of their fields changed. */
function joinEnds(context: ApiContext) {
  const { access, from, to } = endsOf(context, 'writeScope');
  const { portal, userId } = access;
  const one = findRecord(portal, from, { id: pathParameter(context, 'id'), userId });
  const other = findRecord(portal, to, { id: pathParameter(context, 'toId'), userId });
  if (!portal.associations.join(keyOf(one), keyOf(other))) {
    throw invalid(`${from.name} cannot be associated with ${to.name}`);
  }
  if (portal.world.bites.on('touchedUnchanged')) {
    for (const record of [one, other]) record.updatedAt = Math.max(record.updatedAt, portal.world.now());
  }
  return { access, from, to, one, other };
}

async function join(context: ApiContext) {
  const types = await jsonBody<readonly { associationTypeId: number }[]>(context);
  const { from, to, one, other } = joinEnds(context);
  const kind = associationKind(from.name, to.name);
  const wrong = types.find(({ associationTypeId: id }) => id !== kind?.unlabeled && id !== kind?.primary);
  if (wrong !== undefined)
    throw invalid(`No association type ${wrong.associationTypeId} from ${from.name} to ${to.name}`);
  return {
    fromObjectTypeId: from.typeId,
    fromObjectId: one.id,
    toObjectTypeId: to.typeId,
    toObjectId: other.id,
    labels: [],
  };
}

function joinDefault(context: ApiContext) {
  const { access, from, to, one, other } = joinEnds(context);
  const at = new Date(access.portal.world.now()).toISOString();
  const kind = associationKind(from.name, to.name);
  if (kind === undefined) throw notFound();
  const associationSpec = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: kind.unlabeled };
  const results = [{ from: { id: one.id }, to: { id: other.id }, associationSpec }];
  return { status: 'COMPLETE', results, startedAt: at, completedAt: at };
}

function part(context: ApiContext) {
  const { access, from, to } = endsOf(context, 'writeScope');
  access.portal.associations.part(
    { type: from.name, id: pathParameter(context, 'id') },
    { type: to.name, id: pathParameter(context, 'toId') },
  );
  return context.body(null, 204);
}
