/** The import walls of ARCHITECTURE.md. */
const PURE = '^lib/(finance|mapping|matching|sync)/';
const EDGE_PARTS = '^lib/(crm|erp|store|http|messaging|vault)/';
const CONTRACT = '^lib/erp/api/';
const TESTS = '\\.test\\.tsx?$';

export default {
  forbidden: [
    {
      name: 'lower-never-imports-higher',
      comment:
        'finance, matching, mapping, sync ← crm, erp, store, http, messaging, vault ← background ← entrypoints',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '^(entrypoints|components|test)/' },
    },
    {
      name: 'parts-never-import-the-worker',
      comment:
        'The worker puts the parts together; a part that knows the worker could not be tried without it.',
      severity: 'error',
      from: { path: EDGE_PARTS, pathNot: TESTS },
      to: { path: '^lib/background/' },
    },
    {
      name: 'contract-imports-only-itself',
      comment: 'lib/erp/api is shared by Node and browser, so it knows neither, nor anything that does.',
      severity: 'error',
      from: { path: CONTRACT, pathNot: TESTS },
      to: { path: '^lib/', pathNot: CONTRACT },
    },
    {
      name: 'contract-has-no-platform',
      severity: 'error',
      from: { path: CONTRACT, pathNot: TESTS },
      to: { path: '^wxt/|node_modules/(wxt|@wxt-dev|dexie|hono)/' },
    },
    {
      name: 'contract-has-no-node',
      severity: 'error',
      from: { path: CONTRACT, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-imports-only-pure',
      comment: 'What can be decided without the outside world depends on nothing of it.',
      severity: 'error',
      from: { path: PURE, pathNot: TESTS },
      to: { path: '^lib/', pathNot: [PURE, '^lib/erp/api/'] },
    },
    {
      name: 'mapping-and-figures-know-no-sync',
      comment:
        'finance, mapping, matching ← sync: the engine uses them; they only know what its words mean (types).',
      severity: 'error',
      from: { path: '^lib/(finance|mapping|matching)/', pathNot: TESTS },
      to: { path: '^lib/sync/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-has-no-platform',
      severity: 'error',
      from: { path: PURE, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'components-never-fetch',
      comment: 'Components take data and callbacks; the entrypoint wires them to messages.',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: {
        // Reading an address asks nobody: the pages of the CRMs are theirs to use.
        path: '^lib/(http|crm|store|vault|background|erp/(client|server|sources))',
        pathNot: '^lib/crm/(pages|[a-z]+/(page|clouds))\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'server-stays-on-the-server',
      comment:
        'lib/erp/server and lib/erp/sources run in Node and hold ERP credentials; no entrypoint may reach them.',
      severity: 'error',
      from: { path: '^(entrypoints|components)/' },
      to: { path: '^lib/erp/(server|sources)/', reachable: true },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(wxt/|virtual:)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
