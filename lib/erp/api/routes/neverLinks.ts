import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { neverLink, neverLinkRequest } from '../neverLink.ts';
import { ALWAYS, API_BASE, bearer, json, refused } from './answers.ts';

export const putNeverLink = createRoute({
  method: 'put',
  path: `${API_BASE}/never-links`,
  operationId: 'putNeverLink',
  summary: 'Never link this record to this customer; the same pair again answers what is there',
  security: bearer,
  request: { body: { required: true, content: { 'application/json': { schema: neverLinkRequest } } } },
  responses: {
    200: json('Was said already.', neverLink),
    201: json('Said now.', neverLink),
    ...refused(...ALWAYS, 404, 409, 413, 415, 422),
  },
});

export const deleteNeverLink = createRoute({
  method: 'delete',
  path: `${API_BASE}/never-links/{id}`,
  operationId: 'deleteNeverLink',
  summary: 'Take it back: the pair may be suggested and linked again',
  security: bearer,
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Taken back.' }, ...refused(...ALWAYS, 404) },
});
