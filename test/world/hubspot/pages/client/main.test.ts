// @vitest-environment happy-dom
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMPANY, CONTACT, testWorld } from '../../fixture.ts';

const ORIGIN = 'https://app.hubspot.com';
const { hubspot } = testWorld();
/** Answers that wait until a test lets them go, and those that have gone. */
const held = new Map<string, Promise<void>>();
const answered: string[] = [];

/** The frame in the right sidebar is the browser's to load; in this document it is empty. */
const attribute = Object.getOwnPropertyDescriptor(Element.prototype, 'getAttribute')?.value as (
  name: string,
) => string;
HTMLIFrameElement.prototype.getAttribute = function (name) {
  return name === 'srcdoc' ? '' : attribute.call(this, name);
};

const visible = <Found extends Element>(selector: string) =>
  [...document.querySelectorAll<Found & HTMLElement>(selector)].filter(
    (each) => each.closest('[hidden]') === null,
  );
const title = () => visible('[data-selenium-test="highlightTitle"]').map((each) => each.textContent);
const shown = (text: string) => vi.waitFor(() => expect(document.title).toBe(`${text} | HubSpot`));

/** The application of the pages, in a document of its own, over the portal's own endpoints. */
describe('the application of HubSpot’s pages', () => {
  beforeAll(async () => {
    window.location.href = `${ORIGIN}/contacts/4711/record/0-2/${COMPANY}`;
    Object.assign(document.documentElement.dataset, {
      release: '7',
      portal: '4711',
      portalName: 'Acme',
      keepHidden: 'true',
    });
    vi.stubGlobal('fetch', async (path: string) => {
      await held.get(path);
      const response = await hubspot.fetch(new Request(new URL(path, ORIGIN)));
      answered.push(path);
      return response;
    });
    await import('./main.ts');
    await shown('Nordwind Maschinen GmbH');
  });
  afterAll(() => vi.unstubAllGlobals());

  it('carries the hooks of a record page', () => {
    for (const id of ['left-sidebar', 'middle-pane', 'records-right-sidebar', 'highlight-record-label']) {
      expect(visible(`[data-test-id="${id}"]`)).toHaveLength(1);
    }
    expect(visible('[data-card-type="OBJECT_HIGHLIGHT"]')).toHaveLength(1);
    expect(visible('iframe')[0]?.getAttribute('src')).toContain(`/record/0-2/${COMPANY}?`);
    expect(document.querySelector('[data-test-id="help-widget"]')).not.toBeNull();
  });

  it('keeps the tabs that are not chosen in the document', () => {
    expect(document.querySelectorAll('[role="tabpanel"]')).toHaveLength(4);
    expect(visible('[role="tabpanel"]')).toHaveLength(1);
    visible<HTMLButtonElement>('[role="tab"]')[1]?.click();
    expect(visible('[role="tabpanel"]').map((panel) => panel.getAttribute('aria-label'))).toEqual([
      'Activities',
    ]);
  });

  it('goes to another record without a reload and keeps the one before, hidden', async () => {
    const body = document.body.firstChild;
    window.__navigate('/contacts/4711/record/0-2/9002');
    await shown('Harbour & Sons <Ltd>');
    expect(document.body.firstChild).toBe(body);
    expect(title()).toEqual(['Harbour & Sons <Ltd>']);
    expect(document.querySelectorAll('[data-selenium-test="highlightTitle"]')).toHaveLength(2);
  });

  it('changes the address before the content', async () => {
    window.__navigate(`/contacts/4711/record/0-1/${CONTACT}`);
    expect(location.pathname).toBe(`/contacts/4711/record/0-1/${CONTACT}`);
    expect(title()).toEqual(['Harbour & Sons <Ltd>']);
    await shown('Ida Holm');
    expect(document.querySelectorAll('[data-selenium-test="highlightTitle"]')).toHaveLength(2);
  });

  it('settles an older address on the present one', async () => {
    window.__navigate(`/contacts/4711/company/${COMPANY}`);
    await shown('Nordwind Maschinen GmbH');
    expect(location.pathname).toBe(`/contacts/4711/record/0-2/${COMPANY}`);
  });

  it('shows the last of two records asked for in a row, though the first answers later', async () => {
    const late = Promise.withResolvers<void>();
    held.set('/crm-ui-data/4711/record/0-3/7001', late.promise);
    window.__navigate('/contacts/4711/record/0-3/7001');
    window.__navigate(`/contacts/4711/record/0-1/${CONTACT}`);
    await shown('Ida Holm');
    late.resolve();
    await vi.waitFor(() => expect(answered.at(-1)).toBe('/crm-ui-data/4711/record/0-3/7001'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(title()).toEqual(['Ida Holm']);
  });

  it('follows links to lists, and from there to settings, the editor and nowhere', async () => {
    visible<HTMLAnchorElement>('a[aria-label="Companies"]')[0]?.click();
    await shown('Companies');
    expect(visible('tbody tr')).toHaveLength(2);
    window.__navigate('/settings/4711/general');
    await shown('Settings');
    window.__navigate('/email/4711/edit/1/content');
    await shown('Edit e-mail');
    expect(visible('[contenteditable="true"]')).toHaveLength(1);
    window.__navigate('/contacts/4711/record/0-2/404404');
    await shown('Not found');
    expect(title()).toEqual([]);
  });
});
