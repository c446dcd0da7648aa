import type { Plugin } from 'vite';

/**
 * What React DOM carries for parts of it that no page of ours uses, by part: the functions by which a part begins, which React only
 * calls on what that part alone creates. Everything that only they call goes with them.
 *
 * - hydration: a root of `hydrateRoot`, or a boundary a server rendered. Ours are made by `createRoot`.
 * - resources: `<link>`, `<style>`, `<script>`, `<meta>` and `<title>` as elements, and `preload` and its kin of react-dom.
 * - view transitions: `<ViewTransition>`.
 */
const LEFT_OUT = {
  hydration: [
    'accumulateOrCreateContinuousQueuedReplayableEvent',
    'attemptContinuousHydration',
    'attemptExplicitHydrationTarget',
    'attemptHydrationAtCurrentPriority',
    'attemptReplayContinuousQueuedEvent',
    'canHydrateHydrationBoundary',
    'canHydrateInstance',
    'canHydrateTextInstance',
    'clearHydrationBoundary',
    'createFiberFromDehydratedFragment',
    'getBumpedLaneForHydration',
    'getNextHydratableInstanceAfterHydrationBoundary',
    'hideOrUnhideDehydratedBoundary',
    'mountHostRootWithoutHydrating',
    'prepareToHydrateHostInstance',
    'pushDehydratedActivitySuspenseHandler',
    'queueIfContinuousEvent',
    'retryActivityComponentWithoutHydrating',
    'retryDehydratedSuspenseBoundary',
    'retrySuspenseComponentWithoutHydrating',
    'throwOnHydrationMismatch',
    'updateDehydratedSuspenseComponent',
  ],
  resources: [
    'acquireResource',
    'createHoistableInstance',
    'getHydratableHoistableCache',
    'getResource',
    'insertSuspendedStylesheets',
    'mountHoistable',
    'preconnect',
    'prefetchDNS',
    'preinitModuleScript',
    'preinitScript',
    'preinitStyle',
    'preload',
    'preloadModule',
    'preloadResource',
    'preloadResourceAndSuspendIfNeeded',
    'preloadStylesheet',
    'suspendResource',
  ],
  'view transitions': [
    'applyViewTransitionName',
    'applyViewTransitionToHostInstances',
    'applyViewTransitionToHostInstancesRecursive',
    'commitAfterMutationEffectsOnFiber',
    'createViewTransitionInstance',
    'getViewTransitionClassName',
    'getViewTransitionName',
    'measureViewTransitionHostInstancesRecursive',
    'reportViewTransitionError',
    'restoreViewTransitionName',
    'restoreViewTransitionOnHostInstances',
    'scheduleViewTransitionEvent',
    'startViewTransition',
  ],
};

const PARTS: ReadonlyMap<string, string> = new Map(
  Object.entries(LEFT_OUT).flatMap(([part, names]) => names.map((name) => [name, part])),
);

/**
 * Keeps out of our pages, of the panel on every CRM page above all, an eighth of React DOM. A part that is used after all throws at
 * once and says which; a version of React that names its functions otherwise fails the build.
 */
export const narrowReact = (): Plugin => ({
  name: 'narrow-react',
  enforce: 'pre',
  transform: {
    filter: { id: /\/react-dom-client\.production\.js$/ },
    handler(code) {
      const missing = new Set(PARTS.keys());
      let narrowed = '';
      let kept = 0;
      for (const statement of this.parse(code).body) {
        if (statement.type !== 'FunctionDeclaration' || statement.body === null) continue;
        const name = statement.id?.name ?? '';
        const part = PARTS.get(name);
        if (part === undefined) continue;
        missing.delete(name);
        narrowed += `${code.slice(kept, statement.body.start)}{throw Error(${JSON.stringify(`React is built without ${part}.`)})}`;
        kept = statement.body.end;
      }
      if (missing.size > 0)
        this.error(`React DOM has no ${[...missing].join(', ')}: see components/build/narrowReact.ts.`);
      return { code: narrowed + code.slice(kept), map: null };
    },
  },
});
