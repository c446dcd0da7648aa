import type { Org } from '../context.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Field, Row } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Answer, Call, Resource } from './call.ts';
import { objectNamed } from './object.ts';
import { recordPath } from './record.ts';
import { allowsDuplicates, readRecord } from './sobject.ts';

/** A field that names records from outside: an external id. Anything else in its place is not found. */
export const externalIdField = (org: Org, user: string, object: ObjectDefinition, name: string): Field => {
  const field = org.schema.field(object, name);
  if (field?.externalId === true && org.access.seesField(user, object, field)) return field;
  throw new Refusal(
    404,
    'NOT_FOUND',
    `Provided external ID field does not exist or is not accessible: ${name}`,
  );
};

/** Living, visible records with this value; more than one is possible where the field is not unique. */
export const withExternalId = (
  org: Org,
  user: string,
  object: ObjectDefinition,
  field: Field,
  value: string,
): readonly Row[] =>
  org.store
    .rows(object.name)
    .filter(
      (row) =>
        row.IsDeleted !== true &&
        org.access.seesRecord(user, String(row.Id)) &&
        String(row[field.name] ?? '').toLowerCase() === value.toLowerCase(),
    );

const several = (call: Call, object: ObjectDefinition, rows: readonly Row[]): Answer => ({
  status: 300,
  body: rows.map((row) => recordPath(call.version, object.name, String(row.Id))),
});

const addressed = (call: Call, org: Org) => {
  const object = objectNamed(org, call.at('object'));
  const field = externalIdField(org, call.user, object, call.at('field'));
  const value = call.at('value');
  return { object, field, value, rows: withExternalId(org, call.user, object, field, value) };
};

export const EXTERNAL_ID_RESOURCES: readonly Resource[] = [
  {
    path: '/sobjects/:object/:field/:value',
    methods: {
      GET: {
        parameters: ['fields'],
        answer: (call, org) => {
          const { object, rows } = addressed(call, org);
          const [row] = rows;
          if (row === undefined) throw notFound();
          return rows.length > 1 ? several(call, object, rows) : readRecord(call, org, object, row);
        },
      },
      PATCH: {
        answer: (call, org) => {
          const { object, field, value, rows } = addressed(call, org);
          const [row] = rows;
          if (rows.length > 1) return several(call, object, rows);
          if (row === undefined) {
            const body = { ...(call.body as object), [field.name]: value };
            const id = org.writer.insert(call.user, object, body, allowsDuplicates(call));
            return { status: 201, body: { id, success: true, errors: [], created: true } };
          }
          org.writer.update(call.user, object, String(row.Id), call.body);
          return { status: 200, body: { id: row.Id, success: true, errors: [], created: false } };
        },
      },
    },
  },
];
