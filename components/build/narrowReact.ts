import { basename } from 'node:path';
import type { Plugin, Rollup } from 'vite';

/**
 * What React DOM carries for parts of it that no page of ours uses, by part: the functions by which a part begins, which React only
 * calls on what that part alone creates. Everything that only they call goes with them.
 *
 * - hydration: a root of `hydrateRoot`, or a boundary a server rendered. Ours are made by `createRoot`.
 * - resources: `<link>`, `<style>`, `<script>`, `<meta>` and `<title>` as elements, and `preload` and its kin of react-dom.
 * - view transitions: `<ViewTransition>`.
 * - actions: `useActionState`, `useOptimistic`, `useTransition`, and a function as a form's `action`.
 * - activities, suspense lists: `<Activity>`, `<SuspenseList>`.
 * - custom elements, text areas: elements of these names; fragment references: `ref` of a fragment.
 * - component stacks: where in the tree an error was thrown. Nothing shows one; React catches what is thrown here.
 * - the compiler: what its output asks of React.
 */
const LEFT_OUT_OF_CLIENT = {
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
  actions: [
    'dispatchActionState',
    'dispatchOptimisticSetState',
    'ensureFormComponentIsStateful',
    'mountActionState',
    'rerenderActionState',
    'runActionStateAction',
    'startTransition',
    'updateActionStateImpl',
    'updateOptimisticImpl',
  ],
  activities: ['mountActivityChildren', 'updateActivityComponent'],
  'custom elements': ['setPropOnCustomElement'],
  'component stacks': ['describeFiber'],
  'fragment references': [
    'addEventListener',
    'blur',
    'commitNewChildToFragmentInstance',
    'compareDocumentPosition',
    'deleteChildFromFragmentInstance',
    'focus',
    'focusLast',
    'getClientRects',
    'getRootNode',
    'observeUsing',
    'removeEventListener',
    'scrollIntoView',
    'unobserveUsing',
  ],
  'suspense lists': [
    'cutOffTailIfNeeded',
    'findFirstSuspended',
    'initSuspenseListRenderState',
    'updateSuspenseListComponent',
  ],
  'text areas': ['initTextarea', 'updateTextarea'],
  'the compiler': ['useMemoCache'],
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

/** Of `react` and `react-dom` themselves: `Children`, and what the client's resources are asked for by. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'react-dom-client.production.js': LEFT_OUT_OF_CLIENT,
  'react-dom.production.js': {
    resources: ['preconnect', 'prefetchDNS', 'preinit', 'preinitModule', 'preload', 'preloadModule'],
  },
  'react.production.js': { children: ['mapIntoArray', 'mapChildren', 'resolveThenable'] },
};

const partsOf = (file: string): ReadonlyMap<string, string> =>
  new Map(Object.entries(LEFT_OUT[file] ?? {}).flatMap(([part, names]) => names.map((name) => [name, part])));

type Statement = ReturnType<Rollup.PluginContext['parse']>['body'][number];

/** `function name() {}` or `exports.name = function () {}`. */
const functionOf = (statement: Statement) => {
  if (statement.type === 'FunctionDeclaration') return { name: statement.id?.name, body: statement.body };
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
    return null;
  const { left, right } = statement.expression;
  return left.type === 'MemberExpression' &&
    left.property.type === 'Identifier' &&
    right.type === 'FunctionExpression'
    ? { name: left.property.name, body: right.body }
    : null;
};

/**
 * Keeps out of our pages, of the panel on every CRM page above all, a seventh of React DOM. A part that is used after all throws at
 * once and says which; a version of React that names its functions otherwise fails the build.
 */
export const narrowReact = (): Plugin => ({
  name: 'narrow-react',
  enforce: 'pre',
  transform: {
    filter: { id: /\/react(-dom(-client)?)?\.production\.js$/ },
    handler(code, id) {
      const parts = partsOf(basename(id));
      const missing = new Set(parts.keys());
      let narrowed = '';
      let kept = 0;
      for (const statement of this.parse(code).body) {
        const { name = '', body = null } = functionOf(statement) ?? {};
        const part = parts.get(name);
        if (part === undefined || body === null) continue;
        missing.delete(name);
        narrowed += `${code.slice(kept, body.start)}{throw Error(${JSON.stringify(`React is built without ${part}.`)})}`;
        kept = body.end;
      }
      if (missing.size > 0)
        this.error(`React has no ${[...missing].join(', ')}: see components/build/narrowReact.ts.`);
      return { code: narrowed + code.slice(kept), map: null };
    },
  },
});
