import type { Org } from '../context.ts';
import { notFound } from '../refusal.ts';
import type { Row } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import { addressedId } from '../store/writer.ts';
import type { Answer, Call, Resource } from './call.ts';
import { conditionHeaders, notModified, refuseFailedCondition } from './condition.ts';
import { fieldsNamed, objectNamed } from './object.ts';
import { recordBody, recordPath } from './record.ts';

/** `Sforce-Duplicate-Rule-Header: allowSave=true` */
export const allowsDuplicates = (call: Call): boolean =>
  /allowSave=true/i.test(call.headers.get('sforce-duplicate-rule-header') ?? '');

const addressed = (call: Call, org: Org): { object: ObjectDefinition; id: string; row: Row } => {
  const object = objectNamed(org, call.at('object'));
  const asked = addressedId(call.at('id'));
  // A merged record is gone; a friendlier API would answer with the one it went into.
  const master = org.bites.isOn('mergedAway') ? null : org.store.row(asked)?.MasterRecordId;
  const id = typeof master === 'string' ? master : asked;
  const row = call.method === 'GET' ? org.access.record(call.user, object, id) : undefined;
  if (call.method !== 'GET') return { object, id, row: org.writer.living(call.user, object, id) };
  if (row === undefined) throw notFound();
  return { object, id, row };
};

export const readRecord = (call: Call, org: Org, object: ObjectDefinition, row: Row): Answer => {
  const headers = conditionHeaders(org, object, row);
  const fields = fieldsNamed(org, call.user, object, call.query.get('fields')?.split(',') ?? null);
  if (notModified(call, headers)) return { status: 304, headers };
  return { status: 200, headers, body: recordBody(call.version, object, fields, row) };
};

export const SOBJECT_RESOURCES: readonly Resource[] = [
  {
    path: '/sobjects/:object',
    methods: {
      GET: {
        answer: (call, org) => {
          const object = objectNamed(org, call.at('object'));
          return {
            status: 200,
            body: { objectDescribe: { name: object.name, label: object.label }, recentItems: [] },
          };
        },
      },
      POST: {
        answer: (call, org) => {
          const object = objectNamed(org, call.at('object'));
          const id = org.writer.insert(call.user, object, call.body, allowsDuplicates(call));
          return {
            status: 201,
            headers: { Location: recordPath(call.version, object.name, id) },
            body: { id, success: true, errors: [] },
          };
        },
      },
    },
  },
  {
    path: '/sobjects/:object/:id',
    methods: {
      GET: {
        parameters: ['fields'],
        answer: (call, org) => {
          const { object, row } = addressed(call, org);
          return readRecord(call, org, object, row);
        },
      },
      PATCH: {
        answer: (call, org) => {
          const { object, id, row } = addressed(call, org);
          refuseFailedCondition(call, conditionHeaders(org, object, row));
          org.writer.update(call.user, object, id, call.body);
          return { status: 204 };
        },
      },
      DELETE: {
        answer: (call, org) => {
          const { object, id, row } = addressed(call, org);
          refuseFailedCondition(call, conditionHeaders(org, object, row));
          org.writer.remove(call.user, object, id);
          return { status: 204 };
        },
      },
    },
  },
];
