// Only what needs types, and what keeps the pure core pure; formatting and the rest of linting are biome's.
import tseslint from 'typescript-eslint';

const NO_OUTSIDE_WORLD = [
  'Date',
  'fetch',
  'crypto',
  'performance',
  'setTimeout',
  'setInterval',
  'window',
  'document',
  'navigator',
  'localStorage',
  'indexedDB',
  'process',
  'browser',
  'chrome',
].map((name) => ({
  name,
  message: 'lib/finance, lib/matching, lib/mapping and lib/sync are pure: pass it in.',
}));

const NO_NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
  name,
  message: 'Components take data and callbacks: the worker fetches.',
}));

/** The contract runs in Node and in the browser, so it names nothing that only one of them has. */
const NO_PLATFORM = [
  'window',
  'document',
  'navigator',
  'localStorage',
  'indexedDB',
  'browser',
  'chrome',
  'process',
  'Buffer',
  'require',
  'fetch',
].map((name) => ({ name, message: 'lib/erp/api has no Node and no browser in it.' }));

export default tseslint.config(
  {
    ignores: [
      '.output/',
      '.wxt/',
      'node_modules/',
      'coverage/',
      '**/*.mjs',
      'lib/erp/server/database/migrations/',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        // act() with a synchronous callback has done its work when it returns.
        { allowForKnownSafeCalls: [{ from: 'package', name: 'act', package: 'react' }] },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    // A mock is any by its own types; what a test asserts of it is not.
    files: ['**/*.test.ts', '**/*.test.tsx'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['components/**/*.ts', 'components/**/*.tsx'],
    rules: { 'no-restricted-globals': ['error', ...NO_NETWORK] },
  },
  {
    files: ['lib/erp/api/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...NO_PLATFORM] },
  },
  {
    files: ['lib/finance/**/*.ts', 'lib/matching/**/*.ts', 'lib/mapping/**/*.ts', 'lib/sync/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...NO_OUTSIDE_WORLD],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is passed in.' },
      ],
    },
  },
);
