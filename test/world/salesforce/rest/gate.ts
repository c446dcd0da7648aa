import type { Org } from '../context.ts';
import type { Session } from '../oauth/sessions.ts';
import { ConnectionDropped, Refusal, sessionInvalid } from '../refusal.ts';

const UNAVAILABLE = `<html><head><title>Service Unavailable</title></head>
<body><h1>We are down for maintenance.</h1><p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>`;

/** Waits for an answer that never comes, until the caller gives up. */
const never = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new ConnectionDropped('the caller gave up')), {
      once: true,
    });
  });

/** Trouble on the way in: what keeps a request from ever reaching the org. An answer here is not the API's. */
export const obstacle = async (org: Org, request: Request): Promise<Response | null> => {
  const { pathname } = new URL(request.url);
  if (org.bites.strikes('neverAnswers', pathname) !== null) await never(request.signal);
  if (
    org.bites.setting('connectionDrops')?.when === 'before' &&
    org.bites.strikes('connectionDrops', pathname) !== null
  )
    throw new ConnectionDropped('the connection was lost');
  if (org.bites.strikes('unavailable', pathname) === null) return null;
  return new Response(UNAVAILABLE, { status: 503, headers: { 'Content-Type': 'text/html;charset=UTF-8' } });
};

/** The caller gives up on a request that is on its way still: it lands when the org says so. */
export const holdBack = (org: Org, request: Request, land: () => Promise<unknown>): void => {
  if (org.bites.strikes('landsLate', new URL(request.url).pathname) === null) return;
  org.late.push(land);
  throw new ConnectionDropped('the connection was lost');
};

/** Trouble on the way out: the work is done, its answer is lost. */
export const loseAnswer = (org: Org, request: Request): void => {
  const { pathname } = new URL(request.url);
  if (
    org.bites.setting('connectionDrops')?.when === 'after' &&
    org.bites.strikes('connectionDrops', pathname) !== null
  )
    throw new ConnectionDropped('the connection was lost');
};

/** The session behind `Authorization: Bearer …`, fit for the REST API. */
export const sessionOf = (org: Org, request: Request): Session => {
  const header = request.headers.get('authorization');
  if (header === null) throw sessionInvalid();
  const token = /^(?:Bearer|OAuth) (\S+)$/.exec(header)?.[1];
  if (token === undefined) throw new Refusal(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE');
  const session = org.sessions.use(token);
  if (session === undefined) throw sessionInvalid();
  const cookieRefused = session.kind === 'cookie' && org.bites.isOn('noApiForSessionCookie');
  const lacksScope = session.kind === 'token' && !session.scopes.some((s) => s === 'api' || s === 'full');
  if (cookieRefused || lacksScope)
    throw new Refusal(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
  return session;
};
