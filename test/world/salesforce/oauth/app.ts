import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Org, OrgUser } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { obstacle, sessionOf } from '../rest/gate.ts';
import { type AuthorizationRequest, readAuthorization, redirectWith } from './authorize.ts';
import { Codes } from './codes.ts';
import { consentPage, errorPage, loginPage } from './page.ts';
import { answerIdentity, answerRevoke, answerToken } from './token.ts';

const PAGE_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";

const html = (body: string, status = 200): Response =>
  new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html;charset=UTF-8',
      'Content-Security-Policy': PAGE_POLICY,
      'X-Frame-Options': 'DENY',
      'Cache-Control': 'no-store',
    },
  });

const redirect = (location: string): Response => new Response(null, { status: 302, headers: { location } });

/** Form fields of ours beside the authorization request that a page carries along. */
const OWN_FIELDS = ['username', 'pw', 'decision'];

const carried = (form: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...form].filter(([name]) => !OWN_FIELDS.includes(name)));

/** Sign-in, consent, tokens and identity on the My Domain host. */
export const oauthApp = (org: Org): Hono => {
  const app = new Hono();
  const codes = new Codes(org.now, org.random);
  const userOf = (id: string | undefined): OrgUser | undefined => org.users.find((user) => user.id === id);

  /** Checks the request first, then does the step. */
  const step = (query: URLSearchParams, next: (request: AuthorizationRequest) => Response): Response => {
    const read = readAuthorization(org, query);
    if ('shown' in read) return html(errorPage(read.shown.error, read.shown.description), 400);
    if ('redirected' in read) return redirect(read.redirected);
    return next(read);
  };

  const consent = (user: OrgUser, request: AuthorizationRequest, query: URLSearchParams): Response =>
    html(consentPage(request.client.name, user.name, request.scopes, query));

  app.get('/services/oauth2/authorize', (c) => {
    const query = new URL(c.req.url).searchParams;
    const session = org.sessions.use(getCookie(c, 'sid') ?? '');
    const user = userOf(session?.user);
    const again = query.get('prompt')?.split(' ').includes('login') === true;
    return step(query, (request) =>
      user === undefined || again ? html(loginPage(org.orgName, query, null)) : consent(user, request, query),
    );
  });

  app.post('/services/oauth2/authorize/login', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const query = carried(form);
    return step(query, (request) => {
      const user = org.users.find(({ username }) => username === form.get('username'));
      if (user === undefined || user.password !== form.get('pw'))
        return html(loginPage(org.orgName, query, 'Please check your username and password.'));
      const session = org.sessions.open({ user: user.id, kind: 'cookie', scopes: [], grant: null });
      const response = consent(user, request, query);
      response.headers.append('Set-Cookie', `sid=${session.token}; Path=/; Secure; HttpOnly; SameSite=None`);
      return response;
    });
  });

  app.post('/services/oauth2/authorize/consent', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const user = userOf(org.sessions.use(getCookie(c, 'sid') ?? '')?.user);
    return step(carried(form), (request) => {
      const { redirectUri, state, challenge, scopes, client } = request;
      if (user === undefined) return html(loginPage(org.orgName, carried(form), null));
      if (form.get('decision') !== 'Allow')
        return redirect(
          redirectWith(redirectUri, {
            error: 'access_denied',
            error_description: 'end-user denied authorization',
            state,
          }),
        );
      const code = codes.issue({ client: client.consumerKey, redirectUri, challenge, user: user.id, scopes });
      return redirect(redirectWith(redirectUri, { code, state }));
    });
  });

  app.post('/services/oauth2/token', async (c) => {
    return (await obstacle(org, c.req.raw)) ?? answerToken(org, codes, c.req.raw);
  });
  app.post('/services/oauth2/revoke', (c) => answerRevoke(org, c.req.raw));

  const identity = (request: Request, of: string | null): Response => {
    try {
      const user = userOf(sessionOf(org, request).user);
      if (user === undefined || (of !== null && of !== user.id))
        return new Response('Bad_Id', { status: 403 });
      return answerIdentity(org, user);
    } catch (error) {
      // Not the REST API's array: these two answer a bare word.
      if (error instanceof Refusal) return new Response('Bad_OAuth_Token', { status: 403 });
      throw error;
    }
  };
  app.get('/services/oauth2/userinfo', (c) => identity(c.req.raw, null));
  app.get('/id/:org/:user', (c) =>
    c.req.param('org') === org.orgId
      ? identity(c.req.raw, c.req.param('user'))
      : new Response('Bad_Id', { status: 403 }),
  );
  return app;
};
