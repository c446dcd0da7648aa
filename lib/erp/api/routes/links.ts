import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { link, linkList, linkRequest } from '../link.ts';
import { linkId } from '../primitives.ts';
import { linksQuery } from '../queries.ts';
import { ALWAYS, API_BASE, bearer, etagHeader, json, refused } from './answers.ts';

export const listLinks = createRoute({
  method: 'get',
  path: `${API_BASE}/links`,
  operationId: 'listLinks',
  summary: 'Links of a CRM record or of a customer',
  security: bearer,
  request: { query: linksQuery },
  responses: { 200: json('Oldest first.', linkList), ...refused(...ALWAYS) },
});

export const putLink = createRoute({
  method: 'put',
  path: `${API_BASE}/links`,
  operationId: 'putLink',
  summary: 'Join a CRM record to a customer; the same pair again answers the same link',
  security: bearer,
  request: { body: { required: true, content: { 'application/json': { schema: linkRequest } } } },
  responses: {
    200: { ...json('Was linked already.', link), headers: etagHeader },
    201: { ...json('Linked now.', link), headers: etagHeader },
    ...refused(...ALWAYS, 404, 409, 413, 415, 422),
  },
});

export const deleteLink = createRoute({
  method: 'delete',
  path: `${API_BASE}/links/{id}`,
  operationId: 'deleteLink',
  summary: 'Part a CRM record from a customer',
  security: bearer,
  request: {
    params: z.object({ id: linkId }),
    headers: z.object({ 'if-match': z.string().max(64).optional() }),
  },
  responses: { 204: { description: 'Parted.' }, ...refused(...ALWAYS, 404, 409, 412, 428) },
});
