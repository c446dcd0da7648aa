import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { erpFieldList, erpObject } from '../erpFields.ts';
import { ALWAYS, API_BASE, bearer, json, refused } from './answers.ts';

export const listErpFields = createRoute({
  method: 'get',
  path: `${API_BASE}/fields/erp/{object}`,
  operationId: 'listErpFields',
  summary: 'Fields of an ERP object: what a mapping can name, and what may be written',
  security: bearer,
  request: { params: z.object({ object: erpObject }) },
  responses: { 200: json('In the order a person would read them.', erpFieldList), ...refused(...ALWAYS) },
});
