import { Hono } from 'hono';
import type { Org } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { Answer } from './call.ts';
import { holdBack, loseAnswer, obstacle, sessionOf } from './gate.ts';
import { answerRest } from './resources.ts';
import { versionList } from './versions.ts';

const JSON_TYPE = 'application/json;charset=UTF-8';
/** A longer address is not read. */
const LONGEST_URL = 16_384;

const bodyOf = async (request: Request): Promise<unknown> => {
  const text = await request.text();
  if (text === '') return undefined;
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content type is not supported: send application/json');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : 'not JSON');
  }
};

const toResponse = (answer: Answer, org: Org): Response => {
  const headers = new Headers({
    ...answer.headers,
    Date: new Date(org.now()).toUTCString(),
    'Sforce-Limit-Info': org.usage.header(),
  });
  headers.set('Cache-Control', 'no-cache,must-revalidate,max-age=0,no-store,private');
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  headers.set('Content-Type', JSON_TYPE);
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
};

const work = async (request: Request, org: Org): Promise<Answer> => {
  try {
    if (request.url.length > LONGEST_URL) throw new Refusal(414, 'URI_TOO_LONG', 'URI Too Long');
    const session = sessionOf(org, request);
    const body = await bodyOf(request);
    org.usage.spend();
    const { method, headers, url } = request;
    return answerRest({ method, headers, url, body, user: session.user }, org);
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body() };
    throw error;
  }
};

/** `/services/data` on the My Domain host. It answers no CORS header, ever: an origin that is not allowlisted gets none. */
export const restApp = (org: Org): Hono => {
  const app = new Hono();
  app.get('/services/data', () => Response.json(versionList()));
  app.get('/services/data/', () => Response.json(versionList()));
  app.all('/services/data/*', async (c) => {
    const trouble = await obstacle(org, c.req.raw);
    if (trouble !== null) return trouble;
    const late = c.req.raw.clone();
    holdBack(org, c.req.raw, () => work(late, org));
    const answer = await work(c.req.raw, org);
    loseAnswer(org, c.req.raw);
    return toResponse(answer, org);
  });
  return app;
};
