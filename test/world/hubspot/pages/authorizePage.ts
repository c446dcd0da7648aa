import type { Portal } from '../model/portal.ts';
import type { OAuthApp, TokenBook } from '../tokens.ts';
import { className } from './client/classNames.ts';
import { escapeHtml, page, policy } from './html.ts';

interface Asked {
  readonly app: OAuthApp;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
}

const KNOWN = ['client_id', 'redirect_uri', 'scope', 'optional_scope', 'state', 'response_type'];

/** What an authorize address asks for, or the sentence that HubSpot shows instead of the consent page. */
function asked(tokens: TokenBook, query: URLSearchParams): Asked | string {
  const app = tokens.apps.find((each) => each.clientId === query.get('client_id'));
  if (app === undefined) return 'Authorization failed because the app’s client ID is missing or unknown.';
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!app.redirectUris.includes(redirectUri)) {
    return `Authorization failed because the redirect URL '${redirectUri}' doesn't match the app's registered redirect URL.`;
  }
  const scopes = (query.get('scope') ?? '').split(/[ +]/).filter((scope) => scope !== '');
  if (scopes.length === 0) return 'Authorization failed because no scopes were provided.';
  const missing = app.scopes.filter((scope) => !scopes.includes(scope));
  const foreign = scopes.filter((scope) => !app.scopes.includes(scope));
  if (missing.length + foreign.length > 0) {
    return 'Authorization failed because there is a mismatch between the scopes in the install URL and the app’s configured scopes.';
  }
  const unknown = [...query.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) return `Authorization failed because of the unknown parameter '${unknown}'.`;
  return { app, redirectUri, scopes, state: query.get('state') };
}

/** `GET /oauth/authorize`: choose an account, then "Connect app". */
export function consentPage(
  tokens: TokenBook,
  portals: readonly Portal[],
  url: URL,
  release: string,
): Response {
  const request = asked(tokens, url.searchParams);
  if (typeof request === 'string')
    return framed('Couldn’t complete the connection', `<p>${escapeHtml(request)}</p>`, release, 400);
  const accounts = portals.map(({ seed }, index) => {
    const label = `${escapeHtml(seed.name ?? `Account ${seed.portalId}`)} (${escapeHtml(seed.portalId)})`;
    const checked = index === 0 ? ' checked' : '';
    return `<p><label><input type="radio" name="portal" value="${escapeHtml(seed.portalId)}"${checked}> ${label}</label></p>`;
  });
  const scopes = request.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
  const name = escapeHtml(request.app.name ?? 'This app');
  const form = `<form method="post" action="${escapeHtml(url.pathname + url.search)}">
<h2>Choose an account</h2>${accounts.join('')}
<h2>${name} is requesting access to</h2><ul>${scopes}</ul>
<button class="${className(release, 'primaryButton')}" type="submit" name="consent" value="yes" data-test-id="connect-app">Connect app</button>
<button class="${className(release, 'secondaryButton')}" type="submit" name="consent" value="no" data-test-id="cancel">Cancel</button></form>`;
  return framed(
    `Connect ${request.app.name ?? 'this app'} to HubSpot`,
    form,
    release,
    200,
    redirectOrigin(request.redirectUri),
  );
}

/** `POST`: the browser goes back to the app, with a code or with `access_denied`. */
export async function consent(
  tokens: TokenBook,
  portals: readonly Portal[],
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  const wanted = asked(tokens, url.searchParams);
  if (typeof wanted === 'string') return new Response(wanted, { status: 400 });
  const form = new URLSearchParams(await request.text());
  const portal = portals.find(({ seed }) => seed.portalId === form.get('portal'));
  const user = portal?.owners[0];
  const target = new URL(wanted.redirectUri);
  if (wanted.state !== null) target.searchParams.set('state', wanted.state);
  if (form.get('consent') !== 'yes' || portal === undefined || user === undefined) {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_description', 'the user cancelled');
  } else {
    const grant = { app: wanted.app, portal, userId: user.userId, scopes: wanted.scopes };
    target.searchParams.set('code', tokens.issueCode(grant, wanted.redirectUri));
  }
  return new Response(null, { status: 302, headers: { Location: target.href } });
}

/** Chromium holds `form-action` against the redirect after a form, too. */
const redirectOrigin = (redirectUri: string) => [new URL(redirectUri).origin];

function framed(
  title: string,
  markup: string,
  release: string,
  status: number,
  formTargets: readonly string[] = [],
): Response {
  const body = `<main class="${className(release, 'consent')}"><h1 class="${className(release, 'indexTitle')}">${escapeHtml(title)}</h1>${markup}</main>`;
  const css = `/static/${release}/styles.css`;
  return new Response(page({ title, css, body }), { status, headers: policy(formTargets) });
}
