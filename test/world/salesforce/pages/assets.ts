import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, normalize, sep } from 'node:path';
import { Hono } from 'hono';

const require = createRequire(import.meta.url);
const DESIGN_SYSTEM = join(dirname(require.resolve('@salesforce-ux/design-system/package.json')), 'assets');
const SYNTHETIC_SHADOW = join(
  dirname(require.resolve('@lwc/synthetic-shadow/package.json')),
  'dist/index.js',
);
const STYLES = join(import.meta.dirname, 'style');
/** Where the page's code begins; the rest lies beside it. */
const CLIENT = new URL('./client/main.ts', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css;charset=UTF-8',
  js: 'text/javascript;charset=UTF-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const served = async (folder: string, name: string): Promise<Response> => {
  const path = normalize(join(folder, name));
  const type = TYPES[path.split('.').at(-1) ?? ''];
  if (type === undefined || !path.startsWith(folder + sep)) return new Response(null, { status: 404 });
  try {
    const headers = { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' };
    return new Response(await readFile(path), { headers });
  } catch (error) {
    if (isMissing(error)) return new Response(null, { status: 404 });
    throw error;
  }
};

const script = (body: string): Response =>
  new Response(body, { headers: { 'Content-Type': TYPES.js ?? '', 'Cache-Control': 'no-cache' } });

/** The page's own code, stripped of its types when it is first asked for. The compiler is loaded then, not with the org. */
const withoutTypes = async (name: string): Promise<string> => {
  const { default: ts } = await import('typescript');
  const source = await readFile(new URL(name, CLIENT), 'utf8');
  return ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  }).outputText;
};
const stripped = new Map<string, Promise<string>>();

const clientScript = async (name: string): Promise<Response> => {
  if (!/^\w+\.ts$/.test(name)) return new Response(null, { status: 404 });
  const text = stripped.get(name) ?? withoutTypes(name);
  stripped.set(name, text);
  try {
    return script(await text);
  } catch (error) {
    if (isMissing(error)) return new Response(null, { status: 404 });
    throw error;
  }
};

/** Styles, icons and scripts, the same on both hosts. `/_slds` is where Salesforce keeps its design system. */
export const assetsApp = (): Hono => {
  const app = new Hono();
  const below = (c: { req: { path: string } }, prefix: string): string =>
    decodeURIComponent(c.req.path.slice(prefix.length));
  app.get('/_slds/*', (c) => served(DESIGN_SYSTEM, below(c, '/_slds/')));
  app.get('/_sim/synthetic-shadow.js', async () =>
    script((await readFile(SYNTHETIC_SHADOW, 'utf8')).replaceAll('process.env.NODE_ENV', "'production'")),
  );
  app.get('/_sim/client/:name', (c) => clientScript(c.req.param('name')));
  app.get('/_sim/:name', (c) => served(STYLES, c.req.param('name')));
  return app;
};
