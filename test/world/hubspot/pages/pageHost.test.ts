import { describe, expect, it } from 'vitest';
import { COMPANY, call, testWorld } from '../fixture.ts';
import type { HubspotWorld } from '../portal.ts';

const get = (hubspot: HubspotWorld, path: string, host = 'app.hubspot.com') =>
  hubspot.fetch(new Request(`https://${host}${path}`));
const RECORD = `/contacts/4711/record/0-2/${COMPANY}`;

describe('pages of HubSpot', () => {
  it.each([
    RECORD,
    `/contacts/4711/company/${COMPANY}`,
    '/contacts/4711/objects/0-2/views/all/list',
    '/settings/4711/general',
    '/email/4711/edit/1/content',
  ])('%s is the one application, under a policy that lets nothing foreign or inline in', async (path) => {
    const response = await get(testWorld().hubspot, path);
    expect(response.status).toBe(200);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(await response.text()).toMatch(/<body><\/body>/);
  });

  it('redirects to the host where the account lives, path and query kept', async () => {
    const response = await get(testWorld().hubspot, `${RECORD}?eschref=1`, 'app-eu1.hubspot.com');
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe(`https://app.hubspot.com${RECORD}?eschref=1`);
  });

  it('knows no other accounts, areas or modules', async () => {
    const { hubspot } = testWorld();
    for (const path of [
      '/contacts/1/record/0-2/1',
      '/nonsense',
      '/static/7/none.ts',
      '/static/7/..%2fhtml.ts',
    ]) {
      expect((await get(hubspot, path)).status).toBe(404);
    }
    expect((await get(hubspot, '/')).headers.get('Location')).toContain('/contacts/4711/objects/0-2/');
    await expect(get(hubspot, '/', 'example.com')).rejects.toThrow('no host of HubSpot');
  });

  it('shows an address of a record inside a frame without its application', async () => {
    const html = await (await get(testWorld().hubspot, `${RECORD}?isEmbedded=true`)).text();
    expect(html).not.toContain('<script');
  });

  it('serves scripts that a browser can run and a stylesheet for the names that they use', async () => {
    const { hubspot } = testWorld();
    const script = await get(hubspot, '/static/7/main.ts');
    expect(script.headers.get('Content-Type')).toContain('text/javascript');
    expect(await script.text()).not.toContain('interface Window');
    const sheet = await get(hubspot, '/static/7/styles.css');
    expect(sheet.headers.get('Content-Type')).toContain('text/css');
    expect(await sheet.text()).toContain('color-scheme:light');
  });

  it('escapes the account’s name', async () => {
    const portals = [{ portalId: '1', host: 'app.hubspot.com', name: '"><script>', records: {} }];
    const html = await (await get(testWorld({ portals }).hubspot, '/settings/1/general')).text();
    expect(html).toContain('data-portal-name="&quot;&gt;&lt;script&gt;"');
  });

  it('shows the surviving record under a merged id, and nothing for one that is archived or hidden', async () => {
    const { hubspot } = testWorld();
    const merged = await call(hubspot, 'POST', '/crm/v3/objects/companies/merge', {
      primaryObjectId: COMPANY,
      objectIdToMerge: '9002',
    });
    const shown: unknown = await (await get(hubspot, '/crm-ui-data/4711/record/0-2/9002')).json();
    expect(shown).toMatchObject({ id: String(merged.body.id), title: 'Nordwind Maschinen GmbH' });
    expect((await get(hubspot, '/crm-ui-data/4711/record/0-2/9003')).status).toBe(404);
    expect((await get(hubspot, '/crm-ui-data/4711/list/0-99')).status).toBe(404);
    expect((await get(hubspot, '/crm-ui-data/1/list/0-2')).status).toBe(404);
    const records = { companies: [{ id: '1', properties: {}, visibleTo: [1] }] };
    const secret = testWorld({ portals: [{ portalId: '4711', host: 'app.hubspot.com', records }] });
    expect((await get(secret.hubspot, '/crm-ui-data/4711/record/0-2/1')).status).toBe(404);
  });
});
