import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import {
  twinAnswerRequest,
  twinDoubtList,
  twinDoubtsRequest,
  twinList,
  twinLookAnswer,
  twinLookRequest,
  twinRecordAnswer,
  twinRecordRequest,
  twinReleaseRequest,
  twinSettleAnswer,
  twinSettleRequest,
  twinSuspectRequest,
} from '../sync/create.ts';
import { ALWAYS, API_BASE, bearer, json, jsonBody, refused } from './answers.ts';

const path = `${API_BASE}/sync/twins` as const;
const WRITING = [...ALWAYS, 413, 415, 422] as const;
const done = json('Done.', z.object({ done: z.literal(true) }));

export const listTwins = createRoute({
  method: 'get',
  path,
  operationId: 'listTwins',
  summary: 'Records of which a person is asked whose twin they are, and records made twice; at most 500 each',
  security: bearer,
  responses: { 200: json('What waits.', twinList), ...refused(...ALWAYS) },
});

export const answerTwin = createRoute({
  method: 'post',
  path: `${path}/none-of-them`,
  operationId: 'answerTwin',
  summary: 'It is none of the candidates: the next run makes its twin',
  security: bearer,
  request: { body: jsonBody(twinAnswerRequest) },
  responses: { 200: done, ...refused(...WRITING, 404) },
});

export const lookForTwins = createRoute({
  method: 'post',
  path: `${path}/look`,
  operationId: 'lookForTwins',
  summary: 'How records without a link stand, and who may be their twins',
  security: bearer,
  request: { body: jsonBody(twinLookRequest) },
  responses: { 200: json('In the order of the rows.', twinLookAnswer), ...refused(...WRITING) },
});

export const settleTwins = createRoute({
  method: 'post',
  path: `${path}/settle`,
  operationId: 'settleTwins',
  summary: 'Link, ask, make in the ERP, or claim the making in the CRM: one transaction, looked at once more',
  security: bearer,
  request: { body: jsonBody(twinSettleRequest) },
  responses: { 200: json('In the order of the rows.', twinSettleAnswer), ...refused(...WRITING, 409) },
});

export const recordTwins = createRoute({
  method: 'post',
  path: `${path}/record`,
  operationId: 'recordTwins',
  summary: 'Say which record was made under a claim: the link follows; again = the same answer',
  security: bearer,
  request: { body: jsonBody(twinRecordRequest) },
  responses: { 200: json('In the order of the rows.', twinRecordAnswer), ...refused(...WRITING) },
});

export const releaseTwins = createRoute({
  method: 'post',
  path: `${path}/release`,
  operationId: 'releaseTwins',
  summary: 'Give claims back under which nothing was made',
  security: bearer,
  request: { body: jsonBody(twinReleaseRequest) },
  responses: { 200: done, ...refused(...WRITING) },
});

export const listTwinDoubts = createRoute({
  method: 'post',
  path: `${path}/doubts`,
  operationId: 'listTwinDoubts',
  summary: 'Twins of whose making an answer was lost: a second record may still turn up',
  security: bearer,
  request: { body: jsonBody(twinDoubtsRequest) },
  responses: { 200: json('At most 500.', twinDoubtList), ...refused(...WRITING) },
});

export const suspectTwins = createRoute({
  method: 'post',
  path: `${path}/suspects`,
  operationId: 'suspectTwins',
  summary: 'Tell people of records that carry the key of another twin',
  security: bearer,
  request: { body: jsonBody(twinSuspectRequest) },
  responses: { 200: done, ...refused(...WRITING) },
});
