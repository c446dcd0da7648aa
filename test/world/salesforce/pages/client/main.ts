import { chat, globalHeader, navigation, utilityBar } from './chrome.ts';
import { ConsoleApp } from './console.ts';
import { Desktop, type Navigator } from './desktop.ts';
import { h } from './dom.ts';
import { routeOf } from './route.ts';

/** Lightning remembers per browser tab which app is open. */
const inConsole = (): boolean => {
  if (location.pathname.startsWith('/lightning/app/'))
    sessionStorage.setItem(
      'app',
      location.pathname.startsWith('/lightning/app/console') ? 'console' : 'sales',
    );
  return sessionStorage.getItem('app') === 'console';
};

const here = (): string => location.pathname + location.search;

const navigator: Navigator = {
  go: (address) => {
    if (address !== here()) history.pushState({}, '', address);
    show(here());
  },
  replace: (address) => history.replaceState({}, '', address),
};

const consoleApp = inConsole() ? new ConsoleApp(navigator) : null;
const desktop = new Desktop(navigator);

const show = (address: string): void => {
  if (consoleApp !== null) consoleApp.show(address);
  else void desktop.show(address);
  const route = routeOf(address);
  const path =
    'object' in route && route.object !== null ? `/lightning/o/${route.object}/list` : location.pathname;
  for (const item of document.querySelectorAll<HTMLElement>('.navexItem'))
    item.classList.toggle('slds-is-active', path === item.dataset.path);
};

document.body.appendChild(
  h(
    'div',
    { class: `desktop container oneOne ${consoleApp === null ? '' : 'isConsole'}` },
    globalHeader(),
    navigation(consoleApp === null ? 'Sales' : 'Sales Console', consoleApp?.tabBar ?? null),
    h('main', { class: 'maincontent' }, consoleApp?.element ?? desktop.element),
    utilityBar(),
    chat(),
  ),
);

document.addEventListener('click', (event) => {
  const [target] = event.composedPath();
  const anchor = target instanceof Element ? target.closest('a[href^="/lightning/"]') : null;
  if (anchor === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const href = anchor.getAttribute('href') ?? '';
  navigator.go(consoleApp?.addressOf(href) ?? href);
});
window.addEventListener('popstate', () => show(here()));
window.__navigate = navigator.go;
show(here());
