import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { webhook, webhookList, webhookRequest } from '../webhook.ts';
import { ALWAYS, API_BASE, bearer, idempotencyKey, json, jsonBody, refused } from './answers.ts';

const path = `${API_BASE}/webhooks` as const;

export const listWebhooks = createRoute({
  method: 'get',
  path,
  operationId: 'listWebhooks',
  summary: 'Where events of the sync are sent to, and what of it does not arrive',
  security: bearer,
  responses: { 200: json('Oldest first.', webhookList), ...refused(...ALWAYS) },
});

export const createWebhook = createRoute({
  method: 'post',
  path,
  operationId: 'createWebhook',
  summary: 'Send events to an address that whoever runs the ERP API allows',
  security: bearer,
  request: { headers: idempotencyKey, body: jsonBody(webhookRequest) },
  responses: { 201: json('From now on.', webhook), ...refused(...ALWAYS, 413, 415, 422) },
});

export const deleteWebhook = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  operationId: 'deleteWebhook',
  summary: 'Send no more there; what still waits is not sent either',
  security: bearer,
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Gone.' }, ...refused(...ALWAYS, 404) },
});
