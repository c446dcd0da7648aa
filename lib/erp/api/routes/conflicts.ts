import { createRoute } from '@hono/zod-openapi';
import { conflictPage, conflictsQuery, resolveAnswer, resolveRequest } from '../sync/conflicts.ts';
import { recordStatus, recordStatusQuery } from '../sync/recordStatus.ts';
import { ALWAYS, API_BASE, bearer, idempotencyKey, json, jsonBody, refused } from './answers.ts';

const path = `${API_BASE}/sync` as const;

export const listConflicts = createRoute({
  method: 'get',
  path: `${path}/conflicts`,
  operationId: 'listConflicts',
  summary: 'Questions that wait for a person, the longest waiting first',
  security: bearer,
  request: { query: conflictsQuery },
  responses: { 200: json('One page.', conflictPage), ...refused(...ALWAYS) },
});

export const resolveConflicts = createRoute({
  method: 'post',
  path: `${path}/resolve`,
  operationId: 'resolveConflicts',
  summary:
    'Decide one question or many, each for the values in view; 409 with what became of each where not all were taken',
  security: bearer,
  request: { headers: idempotencyKey, body: jsonBody(resolveRequest) },
  responses: {
    200: json('In the order of the decisions.', resolveAnswer),
    ...refused(...ALWAYS, 409, 413, 415, 422),
  },
});

export const getRecordStatus = createRoute({
  method: 'get',
  path: `${path}/records`,
  operationId: 'getRecordStatus',
  summary: 'What the sync knows about one CRM record: links, questions, last runs, history',
  security: bearer,
  request: { query: recordStatusQuery },
  responses: { 200: json('As far as the caller may see it.', recordStatus), ...refused(...ALWAYS) },
});
