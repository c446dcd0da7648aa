import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Org } from '../context.ts';
import { assetsApp } from './assets.ts';
import { pageHeaders } from './policy.ts';
import { framePage, HOSTILE_SCRIPT, shell } from './shell.ts';
import { Views } from './views.ts';

/** What the page may ask: name of the action → its answer, null = there is no such thing. */
const actions = (views: Views): Readonly<Record<string, (ask: URLSearchParams) => object | null>> => ({
  'RecordUi.getHighlights': (ask) => views.highlights(ask.get('id') ?? ''),
  'RecordUi.getDetails': (ask) => views.details(ask.get('id') ?? ''),
  'RecordUi.getRelated': (ask) => views.related(ask.get('id') ?? '', ask.get('list') ?? ''),
  'ListUi.getList': (ask) => views.list(ask.get('object') ?? ''),
});

/**
 * The Lightning host. Its browser is signed in already, as the org's first user. API addresses are not here: they are redirected to
 * My Domain, where the browser's fetch arrives without its Authorization header.
 */
export const pagesApp = (org: Org, detailsDelay: number): Hono => {
  const app = new Hono();
  const headers = pageHeaders(org.apiHost);
  const page = (body: string, status = 200): Response => new Response(body, { status, headers });
  const answers = actions(new Views(org, org.users[0]?.id ?? ''));

  app.route('/', assetsApp());
  app.get(HOSTILE_SCRIPT, (c) => {
    const hostile = org.bites.setting('hostileScript');
    return hostile === null
      ? c.notFound()
      : c.body(hostile.source, 200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store' });
  });
  app.get('/', (c) => c.redirect('/lightning/page/home'));
  app.post('/aura', async (c) => {
    const ask = new URLSearchParams(await c.req.text());
    const action = answers[ask.get('action') ?? ''];
    if (action === undefined) return c.json({ state: 'ERROR' }, 400);
    if (ask.get('action') === 'RecordUi.getDetails') await wait(detailsDelay);
    return c.json({ state: 'SUCCESS', returnValue: action(ask) });
  });
  app.get('/lightning/setup-frame', (c) => page(framePage('Setup', c.req.query('address') ?? '')));
  app.get('/lightning/*', (c) =>
    // A frame with an address like a record's: `isdtp` is how Lightning tells its own frames.
    c.req.query('isdtp') === 'p1'
      ? page(framePage('Delivery Schedule', 'Next delivery window: Tuesday, 08:00 to 12:00'))
      : page(shell(org.orgName, org.bites.isOn('hostileScript'))),
  );
  app.all('/services/*', (c) => {
    const url = new URL(c.req.url);
    url.hostname = org.apiHost;
    return new Response(null, { status: 302, headers: { location: url.href } });
  });
  app.notFound(() =>
    page(framePage('Page not found', 'The page that you were looking for is not here.'), 404),
  );
  return app;
};
