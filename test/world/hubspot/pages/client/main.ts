import { type ListData, load, type RecordData } from './data.ts';
import { element } from './element.ts';
import { pageFrame } from './frame.ts';
import { editorView, listView, missingView, settingsView } from './otherViews.ts';
import { recordView } from './recordView.ts';

const { portal = '', portalName = '', keepHidden = 'true' } = document.documentElement.dataset;
const TYPE_IDS: Record<string, string> = { contact: '0-1', company: '0-2', deal: '0-3' };

const { root, stage } = pageFrame(portal, portalName);
document.body.append(root);
let leaving = new AbortController();

interface Shown {
  readonly view: HTMLElement;
  readonly title: string;
  /** Address that the page settles on: a merged id or an older path becomes the present one. */
  readonly address?: string;
}

async function shownAt(path: string, signal: AbortSignal): Promise<Shown> {
  const record =
    /^\/contacts\/\d+\/record\/(0-\d+)\/(\d+)/.exec(path) ??
    /^\/contacts\/\d+\/(contact|company|deal)\/(\d+)/.exec(path);
  if (record !== null) return recordAt(TYPE_IDS[record[1] ?? ''] ?? record[1] ?? '', record[2] ?? '', signal);
  const list = /^\/contacts\/\d+\/objects\/(0-\d+)\//.exec(path);
  if (list !== null) {
    const data = await load<ListData>(`${portal}/list/${list[1]}`, signal);
    if (data !== null) return { view: listView(portal, data), title: data.label };
  }
  if (path.startsWith('/settings/')) return { view: settingsView(), title: 'Settings' };
  if (path.startsWith('/email/')) return { view: editorView(), title: 'Edit e-mail' };
  return { view: missingView(), title: 'Not found' };
}

async function recordAt(typeId: string, id: string, signal: AbortSignal): Promise<Shown> {
  const data = await load<RecordData>(`${portal}/record/${typeId}/${id}`, signal);
  if (data === null) return { view: missingView(), title: 'Not found' };
  return {
    view: recordView(portal, data),
    title: data.title,
    address: `/contacts/${portal}/record/${typeId}/${data.id}`,
  };
}

/** The address changes first, the content follows when its data are there: for a while they disagree. */
async function show(): Promise<void> {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  stage.setAttribute('aria-busy', 'true');
  try {
    const shown = await shownAt(location.pathname, signal);
    if (signal.aborted) return;
    if (shown.address !== undefined && shown.address !== location.pathname) {
      history.replaceState(history.state, '', shown.address + location.search);
    }
    replaceView(shown.view);
    document.title = `${shown.title} | HubSpot`;
    stage.removeAttribute('aria-busy');
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The view before stays in the document, hidden, as the real pages keep it; older ones go. */
function replaceView(view: HTMLElement): void {
  const previous = [...stage.children].filter((child) => !child.hasAttribute('hidden'));
  stage.replaceChildren();
  if (keepHidden === 'true') {
    for (const each of previous) {
      each.setAttribute('hidden', '');
      stage.append(each);
    }
  }
  stage.append(element('div', { part: 'view' }, view));
}

window.__navigate = (path) => {
  history.pushState({}, '', path);
  void show();
};
window.addEventListener('popstate', () => void show());
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target.closest('a[data-in-app]') : null;
  if (target === null || event.metaKey || event.ctrlKey || event.button !== 0) return;
  event.preventDefault();
  window.__navigate(target.getAttribute('href') ?? '/');
});
void show();
