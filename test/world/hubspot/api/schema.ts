import { invalid, notFound } from '../errors.ts';
import type { ObjectType } from '../model/objectTypes.ts';
import type { Portal } from '../model/portal.ts';
import type { PipelineSeed, StageSeed } from '../model/portalSeed.ts';
import { describeProperty } from '../model/propertyDefinition.ts';
import {
  type ApiApp,
  type ApiContext,
  bases,
  digitsQuery,
  pathParameter,
  requireScope,
  typeOf,
} from './context.ts';

/** Fields, pipelines and owners: what an account is made of. Read only; writing them belongs to the account's admins. */
export function schemaRoutes(app: ApiApp): void {
  for (const base of bases('properties')) {
    app.get(`${base}/:objectType`, (context) => context.json({ results: propertiesOf(context) }));
    app.get(`${base}/:objectType/:name`, (context) => {
      const found = propertiesOf(context).find(
        (property) => property.name === pathParameter(context, 'name'),
      );
      if (found === undefined) throw notFound(`Property ${pathParameter(context, 'name')} does not exist`);
      return context.json(found);
    });
  }
  for (const base of bases('pipelines')) {
    app.get(`${base}/:objectType`, (context) => context.json({ results: pipelinesOf(context) }));
    app.get(`${base}/:objectType/:pipelineId`, (context) => {
      const found = pipelinesOf(context).find(
        (pipeline) => pipeline.id === pathParameter(context, 'pipelineId'),
      );
      if (found === undefined) throw notFound();
      return context.json(found);
    });
    app.get(`${base}/:objectType/:pipelineId/stages`, (context) => {
      const found = pipelinesOf(context).find(
        (pipeline) => pipeline.id === pathParameter(context, 'pipelineId'),
      );
      if (found === undefined) throw notFound();
      return context.json({ results: found.stages });
    });
  }
  for (const base of bases('owners')) {
    app.get(base, (context) => context.json(ownersOf(context)));
    app.get(`${base}/:id`, (context) => {
      requireScope(context.get('access'), 'crm.objects.owners.read');
      const key = context.req.query('idProperty') === 'userId' ? 'userId' : 'id';
      const found = owners(context).find((owner) => String(owner[key]) === pathParameter(context, 'id'));
      if (found === undefined) throw notFound();
      return context.json(found);
    });
  }
}

const schemaScopes = (type: ObjectType) => [
  type.readScope,
  type.writeScope,
  type.readScope.replace('.objects.', '.schemas.'),
];

function propertiesOf(context: ApiContext): readonly Record<string, unknown>[] {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, ...schemaScopes(type));
  if (context.req.query('archived') === 'true') return [];
  return [...access.portal.definitions(type.name).values()].map(describeProperty);
}

function pipelinesOf(context: ApiContext) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, ...schemaScopes(type));
  const pipelines = access.portal.pipelines[type.name];
  if (pipelines === undefined) throw invalid(`${type.name} have no pipelines`);
  return pipelines.map((pipeline, displayOrder) => pipelineView(access.portal, pipeline, displayOrder));
}

function pipelineView(portal: Portal, pipeline: PipelineSeed, displayOrder: number) {
  const at = new Date(portal.startedAt).toISOString();
  return {
    id: pipeline.id,
    label: pipeline.label,
    displayOrder,
    stages: pipeline.stages.map((stage, order) => ({
      id: stage.id,
      label: stage.label,
      displayOrder: order,
      metadata: metadataOf(portal, stage),
      createdAt: at,
      updatedAt: at,
      archived: false,
    })),
    createdAt: at,
    updatedAt: at,
    archived: false,
  };
}

/** Strings, all of them: `"false"` is truthy. With that bite off an open stage has no `isClosed` at all. */
function metadataOf(portal: Portal, stage: StageSeed): Record<string, string> {
  const strings = { isClosed: String(stage.isClosed), probability: stage.probability.toFixed(1) };
  if (portal.world.bites.on('stageMetadata') || stage.isClosed) return strings;
  return { probability: strings.probability };
}

function ownersOf(context: ApiContext) {
  requireScope(context.get('access'), 'crm.objects.owners.read');
  const limit = digitsQuery(context, 'limit', 100);
  if (limit < 1 || limit > 500) throw invalid('limit must be between 1 and 500');
  const start = digitsQuery(context, 'after', 0);
  const email = context.req.query('email');
  const rows = owners(context).filter((owner) => email === undefined || owner.email === email);
  const more = rows.length > start + limit;
  return {
    results: rows.slice(start, start + limit),
    ...(more ? { paging: { next: { after: String(start + limit) } } } : {}),
  };
}

function owners(context: ApiContext) {
  // Nobody ever left.
  if (context.req.query('archived') === 'true') return [];
  const { portal } = context.get('access');
  const at = new Date(portal.startedAt).toISOString();
  return portal.owners.map((owner) => ({
    ...owner,
    type: 'PERSON',
    createdAt: at,
    updatedAt: at,
    archived: false,
  }));
}
