import type { Org } from '../context.ts';
import { KEY_PREFIXES, longId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Answer, Call, Resource } from './call.ts';
import { externalIdField, withExternalId } from './externalId.ts';
import { fieldsNamed, objectNamed } from './object.ts';
import { recordBody } from './record.ts';
import { allowsDuplicates } from './sobject.ts';

type Body = Readonly<Record<string, unknown>>;

const failed = (row: object): boolean => 'success' in row && row.success === false;

/** What cannot be read at all refuses every row that came with it. */
const refusesAll = (org: Org, { errorCode }: Refusal): boolean =>
  org.bites.isOn('unreadableRow') && (errorCode === 'INVALID_FIELD' || errorCode === 'JSON_PARSER_ERROR');

const rolledBack = (): Refusal =>
  new Refusal(
    400,
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'Record rolled back because not all records were valid and the request was using AllOrNone header',
  );

const parserError = (message: string): Refusal => new Refusal(400, 'JSON_PARSER_ERROR', message);

const limited = <T>(org: Org, rows: readonly T[]): readonly T[] => {
  const most = org.bites.setting('collectionRowLimit')?.rows ?? Number.POSITIVE_INFINITY;
  if (rows.length > most)
    throw new Refusal(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${most} records in this call`,
    );
  return rows;
};

const bodyOf = (call: Call, keys: readonly string[]): Body => {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body))
    throw parserError('The HTTP entity body is required, but this request has no entity body.');
  const stranger = Object.keys(call.body).find((key) => !keys.includes(key));
  if (stranger !== undefined) throw parserError(`Unrecognized field "${stranger}"`);
  return call.body as Body;
};

const recordsOf = (call: Call, org: Org): { rows: readonly Body[]; allOrNone: boolean } => {
  const body = bodyOf(call, ['allOrNone', 'records']);
  if (!Array.isArray(body.records)) throw parserError('records is missing or is not a list');
  return { rows: limited(org, body.records as Body[]), allOrNone: body.allOrNone === true };
};

/** The object a row says it is of; a row that does not say refuses the whole request. */
const typeOf = (org: Org, row: Body): ObjectDefinition => {
  const type = (row.attributes as Body | undefined)?.type;
  const object = typeof type === 'string' ? org.schema.object(type) : undefined;
  if (object === undefined)
    throw new Refusal(400, 'INVALID_TYPE', `sObject type '${String(type ?? '')}' is not supported.`);
  return object;
};

/** Does each row apart and answers in the order of the input; with allOrNone one failure takes all back. */
const eachRow = <T>(org: Org, rows: readonly T[], allOrNone: boolean, work: (row: T) => object): Answer => {
  const attempt = (row: T): object => {
    try {
      return org.store.transaction(() => work(row));
    } catch (error) {
      if (!(error instanceof Refusal) || refusesAll(org, error)) throw error;
      return error.row();
    }
  };
  const done: object[] = [];
  const undo = new Error('one row failed');
  try {
    org.store.transaction(() => {
      done.push(...rows.map(attempt));
      if (allOrNone && done.some(failed)) throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
    return { status: 200, body: done.map((row) => (failed(row) ? row : rolledBack().row())) };
  }
  const status = org.bites.isOn('collectionsAnswer200') || !done.some(failed) ? 200 : 400;
  return { status, body: done };
};

const rowId = (object: ObjectDefinition, value: unknown): string => {
  const id = typeof value === 'string' ? longId(value) : null;
  if (id === null || !id.startsWith(KEY_PREFIXES[object.name]))
    throw new Refusal(
      400,
      'MALFORMED_ID',
      `${object.label} ID: id value of incorrect type: ${String(value ?? '')}`,
      { fields: ['Id'] },
    );
  return id;
};

/** In a collection a record that is not there is a broken reference, not a 404. */
const inCollection = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal && error.errorCode === 'NOT_FOUND')
      throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    throw error;
  }
};

const withoutId = ({ Id: _, ...rest }: Body): Body => rest;

const create = (call: Call, org: Org): Answer => {
  const { rows, allOrNone } = recordsOf(call, org);
  const typed = rows.map((row) => ({ row, object: typeOf(org, row) }));
  return eachRow(org, typed, allOrNone, ({ row, object }) => ({
    id: org.writer.insert(call.user, object, row, allowsDuplicates(call)),
    success: true,
    errors: [],
  }));
};

const update = (call: Call, org: Org): Answer => {
  const { rows, allOrNone } = recordsOf(call, org);
  const typed = rows.map((row) => ({ row, object: typeOf(org, row) }));
  const seen = new Set<string>();
  return eachRow(org, typed, allOrNone, ({ row, object }) => {
    const id = rowId(object, row.Id ?? row.id);
    if (seen.has(id)) throw new Refusal(400, 'DUPLICATE_VALUE', `duplicate id specified: ${id}`);
    seen.add(id);
    inCollection(() => org.writer.update(call.user, object, id, withoutId(row)));
    return { id, success: true, errors: [] };
  });
};

const remove = (call: Call, org: Org): Answer => {
  const ids = limited(org, (call.query.get('ids') ?? '').split(','));
  return eachRow(org, ids, call.query.get('allOrNone') === 'true', (text) => {
    const id = longId(text);
    const object = org.schema.objectOfId(id ?? '');
    if (id === null || object === undefined) throw new Refusal(400, 'MALFORMED_ID', `malformed id ${text}`);
    inCollection(() => org.writer.remove(call.user, object, id));
    return { id, success: true, errors: [] };
  });
};

/** Records by id, in the order of the ids; null for each one that is not there for this user. */
const read = (call: Call, org: Org, ids: readonly string[], names: readonly string[]): Answer => {
  const object = objectNamed(org, call.at('object'));
  const fields = fieldsNamed(org, call.user, object, names);
  return {
    status: 200,
    body: limited(org, ids).map((text) => {
      const row = org.access.record(call.user, object, rowId(object, text));
      return row === undefined ? null : recordBody(call.version, object, fields, row);
    }),
  };
};

const upsert = (call: Call, org: Org): Answer => {
  const object = objectNamed(org, call.at('object'));
  const field = externalIdField(org, call.user, object, call.at('field'));
  const { rows, allOrNone } = recordsOf(call, org);
  for (const row of rows) typeOf(org, row);
  return eachRow(org, rows, allOrNone, (row) => {
    const value = row[field.name];
    if (typeof value !== 'string' || value.trim() === '')
      throw new Refusal(400, 'MISSING_ARGUMENT', `${field.name} not specified`);
    const found = withExternalId(org, call.user, object, field, value.trim());
    const [existing] = found;
    if (found.length > 1)
      throw new Refusal(
        400,
        'DUPLICATE_EXTERNAL_ID',
        `more than one record found for external id field: ${value}`,
      );
    if (existing === undefined) {
      const id = org.writer.insert(call.user, object, row, allowsDuplicates(call));
      return { id, success: true, errors: [], created: true };
    }
    org.writer.update(call.user, object, String(existing.Id), row);
    return { id: existing.Id, success: true, errors: [], created: false };
  });
};

export const COLLECTION_RESOURCES: readonly Resource[] = [
  {
    path: '/composite/sobjects',
    methods: {
      POST: { answer: create },
      PATCH: { answer: update },
      DELETE: { parameters: ['ids', 'allOrNone'], answer: remove },
    },
  },
  {
    path: '/composite/sobjects/:object',
    methods: {
      GET: {
        parameters: ['ids', 'fields'],
        answer: (call, org) => {
          const list = (name: string) =>
            (call.query.get(name) ?? '').split(',').filter((part) => part !== '');
          return read(call, org, list('ids'), list('fields'));
        },
      },
      POST: {
        answer: (call, org) => {
          const body = bodyOf(call, ['ids', 'fields']);
          const list = (name: string) => (Array.isArray(body[name]) ? body[name].map(String) : []);
          return read(call, org, list('ids'), list('fields'));
        },
      },
    },
  },
  { path: '/composite/sobjects/:object/:field', methods: { PATCH: { answer: upsert } } },
];
