import { readFile } from 'node:fs/promises';

const cache = new Map<string, Promise<string>>();

/** A module of the pages' own application as the browser runs it; null = no such module. */
export async function clientScript(name: string): Promise<string | null> {
  if (!/^[a-zA-Z]+\.ts$/.test(name)) return null;
  const script = cache.get(name) ?? transpiled(name);
  cache.set(name, script);
  return script.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}

async function transpiled(name: string): Promise<string> {
  const source = await readFile(new URL(`./client/${name}`, import.meta.url), 'utf8');
  const { default: typescript } = await import('typescript');
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions: {
      target: typescript.ScriptTarget.ES2022,
      module: typescript.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  return outputText;
}
