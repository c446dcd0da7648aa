import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { brakeQuestion, brakeQuestions, brakeRequest, brakeVerdict } from '../sync/brake.ts';
import { browserMadeId } from '../sync/values.ts';
import { ALWAYS, API_BASE, bearer, json, jsonBody, refused } from './answers.ts';

const path = `${API_BASE}/sync` as const;

export const askBrake = createRoute({
  method: 'post',
  path: `${path}/brake`,
  operationId: 'askBrake',
  summary: 'Say what a run would write, before it writes anything; `ask` = a person has to approve first',
  security: bearer,
  request: { body: jsonBody(brakeRequest) },
  responses: { 200: json('Go, or ask.', brakeVerdict), ...refused(...ALWAYS, 404, 409, 413, 415, 422) },
});

export const listBrakeQuestions = createRoute({
  method: 'get',
  path: `${path}/brake`,
  operationId: 'listBrakeQuestions',
  summary: 'Runs that wait for a person: one’s own, and everybody’s for who sees all customers',
  security: bearer,
  responses: { 200: json('The newest first.', brakeQuestions), ...refused(...ALWAYS) },
});

export const approveBrake = createRoute({
  method: 'post',
  path: `${path}/brake/{id}/approve`,
  operationId: 'approveBrake',
  summary: 'Let a run go on that waits; for 24 hours, for this run and these counts',
  security: bearer,
  request: { params: z.object({ id: browserMadeId }) },
  responses: { 200: json('Approved.', brakeQuestion), ...refused(...ALWAYS, 404) },
});

export const resumeSync = createRoute({
  method: 'post',
  path: `${path}/resume`,
  operationId: 'resumeSync',
  summary: 'Let the sync go on that stopped by itself',
  security: bearer,
  responses: { 204: { description: 'It goes on.' }, ...refused(...ALWAYS, 404) },
});
