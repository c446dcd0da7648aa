import { createRoute } from '@hono/zod-openapi';
import { hubspotAccess, hubspotExchange, hubspotPortal, hubspotSetup } from '../hubspotConnection.ts';
import { ALWAYS, API_BASE, bearer, json, refused } from './answers.ts';

const path = `${API_BASE}/connections/hubspot` as const;

export const getHubspotSetup = createRoute({
  method: 'get',
  path,
  operationId: 'getHubspotSetup',
  summary: 'What the browser needs to ask for consent',
  security: bearer,
  responses: { 200: json('The app.', hubspotSetup), ...refused(...ALWAYS, 404) },
});

export const exchangeHubspotCode = createRoute({
  method: 'post',
  path: `${path}/exchange`,
  operationId: 'exchangeHubspotCode',
  summary: 'Turn the code of a consent into a connection of this user',
  security: bearer,
  request: { body: { required: true, content: { 'application/json': { schema: hubspotExchange } } } },
  responses: { 200: json('Connected.', hubspotAccess), ...refused(...ALWAYS, 404, 409, 413, 415, 422, 502) },
});

export const refreshHubspotToken = createRoute({
  method: 'post',
  path: `${path}/token`,
  operationId: 'refreshHubspotToken',
  summary: 'A fresh access token of the connected user',
  security: bearer,
  request: { query: hubspotPortal },
  responses: { 200: json('Valid for some minutes.', hubspotAccess), ...refused(...ALWAYS, 404, 409, 502) },
});

export const deleteHubspotConnection = createRoute({
  method: 'delete',
  path,
  operationId: 'deleteHubspotConnection',
  summary: 'Forget a connection of this user',
  security: bearer,
  request: { query: hubspotPortal },
  responses: { 204: { description: 'Forgotten, or never there.' }, ...refused(...ALWAYS) },
});
