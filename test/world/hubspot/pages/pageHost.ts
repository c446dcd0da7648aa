import { Hono } from 'hono';
import type { BiteSwitches } from '../bites.ts';
import type { Portal } from '../model/portal.ts';
import { type Random, seededHex } from '../seeded.ts';
import type { TokenBook } from '../tokens.ts';
import { consent, consentPage } from './authorizePage.ts';
import { escapeHtml, page, policy } from './html.ts';
import { listData, recordData } from './pageData.ts';
import { clientScript } from './script.ts';
import { styleSheet } from './styles.ts';

interface PageWorld {
  readonly portals: ReadonlyMap<string, Portal>;
  readonly tokens: TokenBook;
  readonly bites: BiteSwitches;
  readonly seed: number;
  readonly random: Random;
}

/** The pages of every account, on whatever host they are asked for. */
export function pageHost(world: PageWorld): (request: Request) => Promise<Response> {
  const release = () => (world.bites.on('randomClassNames') ? String(world.seed) : 'stable');
  const css = () => `/static/${release()}/styles.css`;
  const all = [...world.portals.values()];
  const app = new Hono();

  app.get('/static/:release/styles.css', (context) =>
    context.text(styleSheet(context.req.param('release')), 200, {
      'Content-Type': 'text/css; charset=utf-8',
    }),
  );
  app.get('/static/:release/:module', async (context) => {
    const script = await clientScript(context.req.param('module'));
    if (script === null) return context.text('Not found', 404);
    return context.text(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  app.get('/oauth/authorize', (context) =>
    consentPage(world.tokens, all, new URL(context.req.url), release()),
  );
  app.post('/oauth/authorize', (context) => consent(world.tokens, all, context.req.raw));

  app.get('/crm-ui-data/:portal/record/:typeId/:id', (context) => {
    const { portal, typeId, id } = context.req.param();
    const found = world.portals.get(portal);
    const data = found === undefined ? null : recordData(found, typeId, id);
    return data === null ? context.json({ message: 'Not found' }, 404) : context.json(data);
  });
  app.get('/crm-ui-data/:portal/list/:typeId', (context) => {
    const { portal, typeId } = context.req.param();
    const found = world.portals.get(portal);
    const data = found === undefined ? null : listData(found, typeId);
    return data === null ? context.json({ message: 'Not found' }, 404) : context.json(data);
  });

  app.get('/:area{contacts|settings|email}/:portal/*', (context) => {
    const url = new URL(context.req.url);
    const portal = world.portals.get(context.req.param('portal'));
    if (portal === undefined) return notFoundPage(css());
    if (url.hostname !== portal.seed.host && world.bites.on('regionalHosts')) {
      return context.redirect(`https://${portal.seed.host}${url.pathname}${url.search}`, 302);
    }
    if (url.searchParams.get('isEmbedded') === 'true') return embedded(portal, css());
    return shell(portal, release(), css(), world.bites.on('hiddenTabs'));
  });
  app.get('/', (context) => {
    const [first] = all;
    if (first === undefined) return notFoundPage(css());
    return context.redirect(
      `https://${first.seed.host}/contacts/${first.seed.portalId}/objects/0-2/views/all/list`,
      302,
    );
  });
  app.notFound(() => notFoundPage(css()));
  return async (request) => {
    const response = await app.fetch(request);
    // Every real answer carries one of its own.
    response.headers.set('X-HubSpot-Correlation-Id', seededHex(world.random, 32));
    return response;
  };
}

/** The application's empty page; everything else it fetches itself. */
function shell(portal: Portal, release: string, css: string, keepHidden: boolean): Response {
  const { portalId, name = `Account ${portalId}` } = portal.seed;
  const attributes = `data-release="${release}" data-portal="${portalId}" data-portal-name="${escapeHtml(name)}" data-keep-hidden="${keepHidden}"`;
  const head = `<script type="module" src="/static/${release}/main.ts"></script>`;
  return new Response(page({ title: 'HubSpot', css, body: '', attributes, head }), { headers: policy() });
}

/** What a card's frame shows: the address of a record page, but no record page. */
function embedded(portal: Portal, css: string): Response {
  const body = `<p>No playbooks for ${escapeHtml(portal.seed.name ?? 'this account')} yet.</p>`;
  return new Response(page({ title: 'Playbooks', css, body }), { headers: policy() });
}

function notFoundPage(css: string): Response {
  const body = '<h1>Oops! Page not found.</h1>';
  return new Response(page({ title: 'Page not found', css, body }), { status: 404, headers: policy() });
}
