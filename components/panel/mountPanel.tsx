import { createRoot } from 'react-dom/client';
import { FailureError } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import { forgetAhead } from '../../lib/messaging/ahead.ts';
import type { Answer, MessageName, Request } from '../../lib/messaging/protocol.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { Fallback } from './Fallback.tsx';
import { InPlaceOf } from './glance/InPlaceOf.tsx';
import type { Ground } from './ground.ts';
import { PanelRoot } from './PanelRoot.tsx';
import { pageTheme } from './pageTheme.ts';
import { type PanelPort, PortProvider } from './port.ts';
import { createQueryStore } from './queries/queryStore.ts';
import { QueryProvider } from './queries/useQuery.ts';
import { failureOf, retryDelay, shouldRetry } from './retry.ts';
import { UpdatedNotice } from './UpdatedNotice.tsx';
import { cachedKey } from './useRecord.ts';

const STALE_AFTER_MS = 120_000; // spec §5: Customer 360
/** An offline question costs nothing: it never leaves the browser. */
const OFFLINE_RETRY_MS = 10_000;

interface Mounted {
  /** For tests, which cannot look into a closed shadow root either. */
  readonly shadow: ShadowRoot;
  readonly element: HTMLElement;
  unmount(): void;
}

/** Brings the panel to life on its ground and keeps it there until the extension goes away under it. */
export const mountPanel = (port: PanelPort, ground: Ground): Mounted => {
  const copy = {
    region: t('panel.region'),
    title: t('failure.extension.updated'),
    reload: t('action.reload'),
    close: t('panel.close'),
    language: t('page.language'),
    direction: t('page.direction'),
  };
  const { host, glance } = ground;
  const known = glance.hand();
  const { element: mount } = host.addMount();
  const root = createRoot(mount);
  const queries = createQueryStore({
    staleTime: STALE_AFTER_MS,
    shouldRetry,
    retryDelay,
    // The browser says "online" before every way out works again, and says it once: then it is soon asked again.
    askAgainAfter: (error, sinceOnline) => {
      if (failureOf(error).code !== 'offline') return null;
      return sinceOnline === null ? OFFLINE_RETRY_MS : Math.min(OFFLINE_RETRY_MS, 1_000 * 2 ** sinceOnline);
    },
    // What failed may have been put right in another tab (a sign-in, a VPN); a limit that counts down is left to count.
    onReturn: (error) => (failureOf(error).code === 'erp.rateLimited' ? 'leave' : 'ask'),
  });
  let isOver = false;

  const unmount = () => {
    isOver = true;
    for (const stop of stops) stop();
    root.unmount();
    queries.close();
    ground.remove();
  };
  ground.onReplaced = unmount;
  const updated = () => (
    <UpdatedNotice host={host.element} copy={copy} onReload={() => port.reloadPage()} onClose={unmount} />
  );
  const showUpdated = () => {
    if (isOver) return;
    isOver = true;
    for (const stop of stops) stop();
    queries.close();
    glance.remove();
    root.render(updated());
  };
  const checkAlive = () => {
    if (!port.isAlive()) showUpdated();
  };
  const watched: PanelPort = {
    ...port,
    send: async <N extends MessageName>(
      name: N,
      request: Request<N>,
      signal?: AbortSignal,
    ): Promise<Answer<N>> => {
      try {
        return await port.send(name, request, signal);
      } catch (error) {
        if (error instanceof FailureError && error.failure.code === 'extension.updated') showUpdated();
        throw error;
      }
    },
  };
  if (known !== null) queries.put(cachedKey(known.page), known.shown);
  const stops = [
    port.pageState.subscribe(() => {
      host.allowReturn();
      checkAlive();
    }),
    listen(window, 'focus', checkAlive),
    listen(document, 'visibilitychange', checkAlive),
    port.onTabMessage(({ name }) => {
      if (name !== 'connections.changed') return;
      // Nobody has taken it yet where React has not drawn: it was the person before who asked.
      forgetAhead();
      queries.reset();
    }),
  ];

  root.render(
    <PortProvider value={watched}>
      <QueryProvider value={queries}>
        <Fallback
          onError={checkAlive}
          instead={(again) => (port.isAlive() ? <CannotDraw again={again} /> : updated())}
        >
          <PanelRoot host={host.element} remembered={known?.preferences ?? null} />
        </Fallback>
        <InPlaceOf glance={glance} mount={mount} />
      </QueryProvider>
    </PortProvider>,
  );
  return { shadow: host.shadow, element: host.element, unmount };
};

const listen = (target: EventTarget, type: string, listener: () => void): (() => void) => {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
};

const CannotDraw = ({ again }: { again: () => void }) => (
  <div className="ledgerside" data-theme={pageTheme(document) ?? undefined}>
    <section className="panel updated" aria-label={t('panel.region')}>
      <FailureNotice failure={{ code: 'unexpected' }} onRetry={again} />
    </section>
  </div>
);
