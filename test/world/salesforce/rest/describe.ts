import { createHash } from 'node:crypto';
import type { Org } from '../context.ts';
import { KEY_PREFIXES } from '../ids.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Call, Resource } from './call.ts';
import { notModified } from './condition.ts';
import { objectNamed } from './object.ts';

/** The org's metadata has not changed since then. */
const DESCRIBED_AT = 'Mon, 02 Mar 2026 08:00:00 GMT';

const fieldBody = (field: Field): object => ({
  aggregatable: field.filterable,
  byteLength: field.length * 3,
  calculated: field.calculated !== null,
  createable: field.createable,
  custom: field.name.endsWith('__c'),
  defaultedOnCreate: field.byDefault !== null || field.name === 'OwnerId',
  deprecatedAndHidden: false,
  digits: field.type === 'int' ? field.precision : 0,
  externalId: field.externalId,
  filterable: field.filterable,
  idLookup: field.type === 'id' || field.externalId || field.type === 'email',
  label: field.label,
  length: field.length,
  name: field.name,
  nameField: field.name === 'Name',
  nillable: field.nillable,
  permissionable: field.nillable && field.updateable,
  picklistValues: field.picklistValues.map((value) => ({
    active: true,
    defaultValue: value === field.byDefault,
    label: value,
    validFor: null,
    value,
  })),
  precision: field.type === 'int' ? 0 : field.precision,
  referenceTo: field.referenceTo,
  relationshipName: field.relationshipName,
  restrictedPicklist: field.restrictedPicklist,
  scale: field.scale,
  soapType: soapTypeOf(field),
  sortable: field.filterable,
  type: field.type,
  unique: field.unique,
  updateable: field.updateable,
});

const soapTypeOf = (field: Field): string => {
  if (field.type === 'id' || field.type === 'reference') return 'tns:ID';
  if (field.type === 'currency' || field.type === 'percent') return 'xsd:double';
  if (field.type === 'datetime') return 'xsd:dateTime';
  const same = ['boolean', 'int', 'double', 'date'].find((type) => type === field.type);
  return `xsd:${same ?? 'string'}`;
};

const summary = (call: Call, object: ObjectDefinition): Record<string, unknown> => {
  const base = `/services/data/${call.version}/sobjects/${object.name}`;
  return {
    activateable: false,
    createable: object.createable,
    custom: false,
    deletable: object.createable,
    keyPrefix: KEY_PREFIXES[object.name],
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: true,
    mergeable: object.mergeable,
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: true,
    undeletable: object.createable,
    updateable: object.createable,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
};

const children = (org: Org, object: ObjectDefinition): readonly object[] =>
  org.schema.objects.flatMap((child) =>
    child.fields
      .filter((field) => field.referenceTo.includes(object.name) && field.createable)
      .map((field) => ({
        childSObject: child.name,
        field: field.name,
        relationshipName: child.labelPlural.replaceAll(' ', ''),
      })),
  );

export const DESCRIBE_RESOURCES: readonly Resource[] = [
  {
    path: '/sobjects',
    methods: {
      GET: {
        answer: (call, org) => ({
          status: 200,
          body: {
            encoding: 'UTF-8',
            maxBatchSize: 200,
            sobjects: org.schema.objects.map((object) => summary(call, object)),
          },
        }),
      },
    },
  },
  {
    path: '/sobjects/:object/describe',
    methods: {
      GET: {
        answer: (call, org) => {
          const object = objectNamed(org, call.at('object'));
          const body = {
            ...summary(call, object),
            childRelationships: children(org, object),
            fields: org.access.fields(call.user, object).map(fieldBody),
          };
          const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 8);
          const headers = { ETag: `"${digest}--gzip"`, 'Last-Modified': DESCRIBED_AT };
          return notModified(call, headers) ? { status: 304, headers } : { status: 200, headers, body };
        },
      },
    },
  },
];
