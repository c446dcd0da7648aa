import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { AdminOperation } from '../admin/operation.ts';
import { runOperation } from '../admin/run.ts';
import { configFrom } from '../config.ts';
import { fail, UsageError } from './fail.ts';
import { printLine } from './line.ts';
import { DEFAULT_TENANT } from './token.ts';

const readBooks = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`The file ${file} cannot be read.`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`The file ${file} is not JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
};

const operationOf = async (args: readonly string[]): Promise<AdminOperation> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      'as-of': { type: 'string' },
      seed: { type: 'string', default: '1' },
      tenant: { type: 'string', default: DEFAULT_TENANT },
    },
  });
  const { tenant, 'as-of': asOf = null, file } = values;
  if (positionals[0] === 'clear') return { do: 'clear', tenant };
  if (file === undefined) throw new UsageError('x');
  return { do: 'seed', tenant, asOf, books: await readBooks(file) };
};

const run = async (args: readonly string[]): Promise<void> => {
  const { storage } = configFrom(process.env);
  printLine(await runOperation(storage, await operationOf(args), () => new Date()));
};

await run(process.argv.slice(2)).catch(fail);
