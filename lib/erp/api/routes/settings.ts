import { createRoute } from '@hono/zod-openapi';
import { syncConfig, versionedConfig } from '../config.ts';
import {
  fieldMapping,
  mappingDefaults,
  mappingDefaultsQuery,
  mappingPair,
  versionedMapping,
} from '../fieldMapping.ts';
import { ALWAYS, API_BASE, bearer, etagHeader, ifMatch, json, jsonBody, refused } from './answers.ts';

const config = `${API_BASE}/config` as const;
const mapping = `${API_BASE}/field-mapping` as const;
const VERSIONED = [...ALWAYS, 412, 413, 415, 422, 428] as const;

export const getConfig = createRoute({
  method: 'get',
  path: config,
  operationId: 'getConfig',
  summary: 'Settings that the company shares; version 0 = nobody has saved any',
  security: bearer,
  responses: {
    200: { ...json('As they hold.', versionedConfig), headers: etagHeader },
    ...refused(...ALWAYS),
  },
});

export const putConfig = createRoute({
  method: 'put',
  path: config,
  operationId: 'putConfig',
  summary: 'Save the settings as a new version',
  security: bearer,
  request: { headers: ifMatch, body: jsonBody(syncConfig) },
  responses: { 200: { ...json('Saved.', versionedConfig), headers: etagHeader }, ...refused(...VERSIONED) },
});

export const getFieldMapping = createRoute({
  method: 'get',
  path: mapping,
  operationId: 'getFieldMapping',
  summary: 'Field rules of a pair of objects; version 0 = nobody has saved any, the default holds',
  security: bearer,
  request: { query: mappingPair },
  responses: {
    200: { ...json('As they hold.', versionedMapping), headers: etagHeader },
    ...refused(...ALWAYS),
  },
});

export const getMappingDefaults = createRoute({
  method: 'get',
  path: `${mapping}/defaults`,
  operationId: 'getMappingDefaults',
  summary: 'The field rules that hold for each pair of a CRM until somebody saves others',
  security: bearer,
  request: { query: mappingDefaultsQuery },
  responses: { 200: json('One per pair.', mappingDefaults), ...refused(...ALWAYS) },
});

export const putFieldMapping = createRoute({
  method: 'put',
  path: mapping,
  operationId: 'putFieldMapping',
  summary: 'Save field rules as a new version; whatever was planned with another one is planned again',
  security: bearer,
  request: { query: mappingPair, headers: ifMatch, body: jsonBody(fieldMapping) },
  responses: { 200: { ...json('Saved.', versionedMapping), headers: etagHeader }, ...refused(...VERSIONED) },
});
