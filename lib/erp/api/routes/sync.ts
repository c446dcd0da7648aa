import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { changesPage, changesQuery } from '../sync/changes.ts';
import { linksQuestion, linkViews } from '../sync/link.ts';
import {
  commitAnswer,
  commitRequest,
  prepareAnswer,
  prepareRequest,
  repointAnswer,
  repointRequest,
} from '../sync/prepare.ts';
import { recordsAnswer, recordsQuestion } from '../sync/records.ts';
import { runReport, syncRun, triggerRequest } from '../sync/run.ts';
import {
  deadLetter,
  deadLetterList,
  deadLetterRequest,
  leaseAnswer,
  leaseRequest,
  syncCustomerRequest,
  syncQuery,
  syncStatus,
} from '../sync/status.ts';
import { browserMadeId } from '../sync/values.ts';
import { ALWAYS, API_BASE, bearer, idempotencyKey, json, jsonBody, refused } from './answers.ts';

const path = `${API_BASE}/sync` as const;
const WRITING = [...ALWAYS, 413, 415, 422] as const;

export const getSync = createRoute({
  method: 'get',
  path,
  operationId: 'getSync',
  summary: 'State of the sync, what waits, and its history, newest first',
  security: bearer,
  request: { query: syncQuery },
  responses: { 200: json('As far as the caller may see it.', syncStatus), ...refused(...ALWAYS) },
});

export const triggerSync = createRoute({
  method: 'post',
  path: `${path}/trigger`,
  operationId: 'triggerSync',
  summary: 'Begin a run by hand; the browser that asked carries it out',
  security: bearer,
  request: { headers: idempotencyKey, body: jsonBody(triggerRequest) },
  responses: { 202: json('The run.', syncRun), ...refused(...WRITING, 409) },
});

export const syncCustomer = createRoute({
  method: 'post',
  path: `${API_BASE}/customers/sync`,
  operationId: 'syncCustomer',
  summary: 'Begin a run for one link',
  security: bearer,
  request: { headers: idempotencyKey, body: jsonBody(syncCustomerRequest) },
  responses: { 202: json('The run.', syncRun), ...refused(...WRITING, 404, 409) },
});

export const listChanges = createRoute({
  method: 'get',
  path: `${path}/changes`,
  operationId: 'listChanges',
  summary:
    'What changed since a cursor: links, customers, contacts, opportunities, quotes, orders, invoices, payments',
  security: bearer,
  request: { query: changesQuery },
  responses: { 200: json('One page.', changesPage), ...refused(...ALWAYS) },
});

export const readSyncLinks = createRoute({
  method: 'post',
  path: `${path}/links`,
  operationId: 'readSyncLinks',
  summary: 'The links behind changed things, with base and pending',
  security: bearer,
  request: { body: jsonBody(linksQuestion) },
  responses: { 200: json('Each once.', linkViews), ...refused(...WRITING) },
});

export const readErpRecords = createRoute({
  method: 'post',
  path: `${path}/records`,
  operationId: 'readErpRecords',
  summary: 'Fields and versions of ERP records',
  security: bearer,
  request: { body: jsonBody(recordsQuestion) },
  responses: { 200: json('In the order of the question.', recordsAnswer), ...refused(...WRITING) },
});

export const prepareSync = createRoute({
  method: 'post',
  path: `${path}/prepare`,
  operationId: 'prepareSync',
  summary: 'Write the ERP’s half, remember the intent for the CRM’s: one transaction, compare and set',
  security: bearer,
  request: { body: jsonBody(prepareRequest) },
  responses: { 200: json('In the order of the rows.', prepareAnswer), ...refused(...WRITING, 409) },
});

export const commitSync = createRoute({
  method: 'post',
  path: `${path}/commit`,
  operationId: 'commitSync',
  summary: 'Say what became of an intent: one transaction, compare and set; again = the same answer',
  security: bearer,
  request: { body: jsonBody(commitRequest) },
  responses: { 200: json('In the order of the rows.', commitAnswer), ...refused(...WRITING) },
});

export const repointSync = createRoute({
  method: 'post',
  path: `${path}/repoint`,
  operationId: 'repointSync',
  summary: 'Links follow CRM records that were merged',
  security: bearer,
  request: { body: jsonBody(repointRequest) },
  responses: { 200: json('In the order of the rows.', repointAnswer), ...refused(...WRITING) },
});

export const takeLease = createRoute({
  method: 'post',
  path: `${path}/leases`,
  operationId: 'takeLease',
  summary: 'Ask to be the browser that syncs an object of this CRM user; saves calls, protects nothing',
  security: bearer,
  request: { body: jsonBody(leaseRequest) },
  responses: { 200: json('Granted or taken.', leaseAnswer), ...refused(...WRITING) },
});

export const reportRun = createRoute({
  method: 'put',
  path: `${path}/runs/{id}`,
  operationId: 'reportRun',
  summary: 'Tell how a run goes; a finished one stays as it was told first',
  security: bearer,
  request: { params: z.object({ id: browserMadeId }), body: jsonBody(runReport) },
  responses: { 200: json('The run.', syncRun), ...refused(...WRITING, 404) },
});

export const listDeadLetters = createRoute({
  method: 'get',
  path: `${path}/dead-letters`,
  operationId: 'listDeadLetters',
  summary:
    'Records that were set aside, and those that failed last, with the reason; at most 500 each, the newest first',
  security: bearer,
  responses: { 200: json('Set aside.', deadLetterList), ...refused(...ALWAYS) },
});

export const putDeadLetter = createRoute({
  method: 'put',
  path: `${path}/dead-letters`,
  operationId: 'putDeadLetter',
  summary: 'Set a link aside; in another run again = one attempt more',
  security: bearer,
  request: { body: jsonBody(deadLetterRequest) },
  responses: { 200: json('Set aside.', deadLetter), ...refused(...WRITING, 404) },
});

export const deleteDeadLetter = createRoute({
  method: 'delete',
  path: `${path}/dead-letters/{id}`,
  operationId: 'deleteDeadLetter',
  summary: 'Try it again: the link is changed for every browser',
  security: bearer,
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'It is tried again.' }, ...refused(...ALWAYS, 404) },
});
