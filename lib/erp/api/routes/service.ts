import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { me } from '../me.ts';
import { health, readiness } from '../service.ts';
import { ALWAYS, API_BASE, bearer, json, refused } from './answers.ts';

export const getMe = createRoute({
  method: 'get',
  path: `${API_BASE}/me`,
  operationId: 'getMe',
  summary: 'Who am I, and what may I',
  security: bearer,
  responses: { 200: json('The caller.', me), ...refused(...ALWAYS) },
});

export const getHealth = createRoute({
  method: 'get',
  path: '/health',
  operationId: 'getHealth',
  summary: 'The process is alive',
  responses: { 200: json('Alive.', health), ...refused(500) },
});

export const getReadiness = createRoute({
  method: 'get',
  path: '/ready',
  operationId: 'getReadiness',
  summary: 'The database answers and every migration is done',
  responses: { 200: json('Ready.', readiness), ...refused(500, 503) },
});

export const getContract = createRoute({
  method: 'get',
  path: `${API_BASE}/openapi.json`,
  operationId: 'getContract',
  summary: 'This description',
  responses: {
    200: json('OpenAPI 3.1.', z.record(z.string(), z.unknown())),
    ...refused(500),
  },
});
