import { HubspotError, invalid } from '../errors.ts';
import type { ObjectType } from '../model/objectTypes.ts';
import type { CrmRecord } from '../model/record.ts';
import { checkValues, createRecord, findRecord, updateRecord } from '../model/writing.ts';
import type { Access } from '../tokens.ts';
import {
  type ApiApp,
  type ApiContext,
  type ApiServices,
  bases,
  isDated,
  jsonBody,
  requireScope,
  sourceOf,
  typeOf,
} from './context.ts';
import { archiveRecord, joinAll, type NewAssociation } from './objects.ts';
import { objectView } from './objectView.ts';

interface Row {
  readonly id: string;
  readonly idProperty?: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly associations: readonly NewAssociation[];
  readonly objectWriteTraceId?: string;
}
interface Batch {
  readonly inputs: readonly Row[];
  readonly idProperty?: string;
  readonly properties?: readonly string[];
  readonly propertiesWithHistory?: readonly string[];
}
type Outcome =
  | { readonly row: Row; readonly result: Record<string, unknown> }
  | { readonly row: Row; readonly error: HubspotError };

const MOST = 100;
const MOST_WITH_HISTORY = 50;

export function batchRoutes(app: ApiApp, services: ApiServices): void {
  for (const base of bases('objects')) {
    app.post(`${base}/:objectType/batch/read`, async (context) => readBatch(context));
    app.post(`${base}/:objectType/batch/create`, async (context) => write(context, services, creating, 201));
    app.post(`${base}/:objectType/batch/update`, async (context) => write(context, services, updating, 200));
    app.post(`${base}/:objectType/batch/upsert`, async (context) => write(context, services, upserting, 200));
    app.post(`${base}/:objectType/batch/archive`, async (context) => archiveBatch(context, services));
  }
}

async function batchOf(context: ApiContext): Promise<Batch> {
  const batch = await jsonBody<Batch>(context);
  const { bites } = context.get('access').portal.world;
  if (bites.on('batchLimit') && batch.inputs.length > MOST) {
    throw invalid(`Invalid input: at most ${MOST} inputs are allowed, got ${batch.inputs.length}`);
  }
  const ids = batch.inputs.map((row) => row.id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) throw invalid('Duplicate IDs found in batch input');
  return batch;
}

async function readBatch(context: ApiContext) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.readScope);
  const batch = await batchOf(context);
  const asksForPast = (batch.propertiesWithHistory ?? []).length > 0;
  if (
    asksForPast &&
    batch.inputs.length > MOST_WITH_HISTORY &&
    access.portal.world.bites.on('historyBatch')
  ) {
    throw invalid(
      `The maximum number of inputs supported in a batch request for property histories is ${MOST_WITH_HISTORY}. Please reduce the number of items and try again`,
    );
  }
  const archived = context.req.query('archived') === 'true';
  const seen = new Set<CrmRecord>();
  const outcomes = batch.inputs.map((row) =>
    outcomeOf(row, () => {
      const record = findRecord(access.portal, type, {
        id: row.id,
        idProperty: batch.idProperty,
        archived,
        userId: access.userId,
      });
      // Two ids of one merge are one record, answered once.
      if (seen.has(record)) return null;
      seen.add(record);
      return objectView(access, record, {
        properties: batch.properties ?? [],
        withHistory: batch.propertiesWithHistory ?? [],
      });
    }),
  );
  const short = isDated(context) && access.portal.world.bites.on('batchShort');
  const told = outcomes.flat().filter((outcome) => !(short && 'error' in outcome));
  return answer(context, told, 200);
}

/** One kind of row: `check` throws what `write` would throw, and writes nothing. */
interface RowWriter {
  readonly check: (access: Access, type: ObjectType, row: Row) => void;
  readonly write: (access: Access, type: ObjectType, row: Row) => Record<string, unknown>;
}

const creating: RowWriter = {
  check: (access, type, row) => void checkValues(access.portal, type, row.properties, null),
  write: (access, type, row) => {
    const record = createRecord(access.portal, type, row.properties, sourceOf(access));
    joinAll(access, record, row.associations);
    return written(access, record, row);
  },
};

const rowRecord = (access: Access, type: ObjectType, row: Row) =>
  findRecord(access.portal, type, { ...row, userId: access.userId });

const updating: RowWriter = {
  check: (access, type, row) =>
    void checkValues(access.portal, type, row.properties, rowRecord(access, type, row)),
  write: (access, type, row) => {
    const found = rowRecord(access, type, row);
    return written(access, updateRecord(access.portal, found, row.properties, sourceOf(access)), row);
  },
};

/** An upsert of what is not there creates it, with the value it was looked for by. */
const absent = (access: Access, type: ObjectType, row: Row): Row | null => {
  try {
    rowRecord(access, type, row);
    return null;
  } catch (error) {
    if (!(error instanceof HubspotError) || error.status !== 404 || row.idProperty === undefined) throw error;
    return { ...row, properties: { ...row.properties, [row.idProperty]: row.id }, associations: [] };
  }
};

const upserting: RowWriter = {
  check: (access, type, row) => {
    const created = absent(access, type, row);
    if (created === null) updating.check(access, type, row);
    else creating.check(access, type, created);
  },
  write: (access, type, row) => {
    const created = absent(access, type, row);
    return created === null
      ? { ...updating.write(access, type, row), new: false }
      : { ...creating.write(access, type, created), new: true };
  },
};

function written(access: Access, record: CrmRecord, row: Row): Record<string, unknown> {
  const trace = row.objectWriteTraceId === undefined ? {} : { objectWriteTraceId: row.objectWriteTraceId };
  return { ...objectView(access, record, { properties: Object.keys(row.properties) }), ...trace };
}

/**
 * Numbered versions answer row by row. Date-based ones do so only where the rows carry an `objectWriteTraceId`; without, the first
 * refused row refuses the batch (unconfirmed beyond what the descriptions say: 207 is in v3, and in 2026-09 only the trace id).
 */
async function write(context: ApiContext, services: ApiServices, writer: RowWriter, status: 200 | 201) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.writeScope);
  const batch = await batchOf(context);
  services.limits.takeRows(access.portal, type.name, batch.inputs.length);
  const rowByRow =
    access.portal.world.bites.on('batchPartly') &&
    (!isDated(context) || batch.inputs.every((row) => row.objectWriteTraceId !== undefined));
  if (!rowByRow) for (const row of batch.inputs) writer.check(access, type, row);
  const outcomes = batch.inputs.map((row) => outcomeOf(row, () => writer.write(access, type, row)));
  return answer(context, outcomes.flat(), status);
}

async function archiveBatch(context: ApiContext, services: ApiServices) {
  const access = context.get('access');
  const type = typeOf(context);
  requireScope(access, type.writeScope);
  const batch = await batchOf(context);
  services.limits.takeRows(access.portal, type.name, batch.inputs.length);
  for (const row of batch.inputs) archiveRecord(access, type.name, row.id);
  return context.body(null, 204);
}

function outcomeOf(row: Row, work: () => Record<string, unknown> | null): readonly Outcome[] {
  try {
    const result = work();
    return result === null ? [] : [{ row, result }];
  } catch (error) {
    if (error instanceof HubspotError) return [{ row, error }];
    throw error;
  }
}

function answer(context: ApiContext, outcomes: readonly Outcome[], status: 200 | 201) {
  const { world } = context.get('access').portal;
  const at = new Date(world.now()).toISOString();
  const results = outcomes.flatMap((outcome) => ('result' in outcome ? [outcome.result] : []));
  const refused = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome] : []));
  const errors = refused.map(({ row, error }) => rowError(row, error));
  const body = {
    status: 'COMPLETE',
    results: world.bites.on('batchOrder') ? results.toReversed() : results,
    startedAt: at,
    completedAt: at,
    ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
  };
  return context.json(body, errors.length > 0 ? 207 : status);
}

/** Schema `StandardError`; its context names the row by id or trace id. */
function rowError(row: Row, error: HubspotError) {
  return {
    status: 'error',
    category: error.category,
    message:
      error.status === 404
        ? 'Could not get some objects, they may be deleted or not exist. Check that ids are valid.'
        : error.message,
    context: {
      ...(row.id === undefined ? {} : { ids: [row.id] }),
      ...(row.objectWriteTraceId === undefined ? {} : { objectWriteTraceId: [row.objectWriteTraceId] }),
    },
    errors: error.extras.errors ?? [],
    links: {},
  };
}
