import { createRoute } from '@hono/zod-openapi';
import { conversion, convertRequest } from '../convert.ts';
import { ALWAYS, API_BASE, bearer, idempotencyKey, json, jsonBody, refused } from './answers.ts';

export const convertOpportunity = createRoute({
  method: 'post',
  path: `${API_BASE}/opportunities/convert`,
  operationId: 'convertOpportunity',
  summary: 'Make the one sales order of a won opportunity; a second try is told of the first',
  security: bearer,
  request: { headers: idempotencyKey, body: jsonBody(convertRequest) },
  responses: { 201: json('Ordered.', conversion), ...refused(...ALWAYS, 404, 409, 413, 415, 422) },
});
