import { readFile } from 'node:fs/promises';
import { isoDate } from '../../api/primitives.ts';
import { type DatasetName, datasets } from '../../sources/embedded/datasets/datasets.ts';
import { todayIn } from '../../sources/embedded/today.ts';
import type { AdminOperation, AdminResult } from '../admin/operation.ts';
import { runOperation } from '../admin/run.ts';
import { configFrom } from '../config.ts';
import { argumentsOf, DEFAULT_TENANT, operationFrom } from './arguments.ts';
import { type CommandEdge, UsageError } from './command.ts';

const NAMES = Object.keys(datasets).join('|');
const USAGE = `npm run seed -- --file BOOKS.json [--as-of DATE] | ${NAMES} [--seed N] [--as-of DATE] | clear   [--tenant TENANT]`;

const isDataset = (name: string): name is DatasetName => Object.hasOwn(datasets, name);

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

/** Where no date is named, the books are of today and age with the calendar: nothing is pinned. */
const makeBooks = (name: DatasetName, seed: string, asOf: string | undefined, now: Date): unknown => {
  if (!/^\d{1,10}$/.test(seed)) throw new UsageError(`--seed is a whole number.\nUsage: ${USAGE}`);
  const books = datasets[name].make({ seed: Number(seed), asOf: asOf ?? todayIn('UTC', now) });
  return { ...books, asOf };
};

/** Options that would be ignored: whoever gave one expects something of it. */
const unreadBy = (file: string | undefined, name: string | undefined): readonly ('seed' | 'as-of')[] => {
  if (file !== undefined) return ['seed'];
  return name === 'clear' ? ['seed', 'as-of'] : [];
};

const operationOf = async (args: readonly string[], now: Date): Promise<AdminOperation> => {
  const { values, positionals } = argumentsOf(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        file: { type: 'string' },
        'as-of': { type: 'string' },
        seed: { type: 'string' },
        tenant: { type: 'string', default: DEFAULT_TENANT },
      },
    },
    USAGE,
  );
  const { tenant, file, seed, 'as-of': asOf } = values;
  const [name, ...more] = positionals;
  if ((name === undefined) === (file === undefined) || more.length > 0) {
    throw new UsageError(`Name a file, a data set or clear.\nUsage: ${USAGE}`);
  }
  if (asOf !== undefined && !isoDate.safeParse(asOf).success) {
    throw new UsageError(`--as-of is a date such as 2026-11-20.\nUsage: ${USAGE}`);
  }
  for (const option of unreadBy(file, name)) {
    if (values[option] !== undefined) {
      throw new UsageError(`--${option} means nothing for ${name ?? 'a file'}.\nUsage: ${USAGE}`);
    }
  }
  if (file !== undefined) {
    return operationFrom({ do: 'seed', tenant, asOf: asOf ?? null, books: await readBooks(file) }, USAGE);
  }
  if (name === 'clear') return operationFrom({ do: 'clear', tenant }, USAGE);
  if (name === undefined || !isDataset(name)) {
    throw new UsageError(`There is no data set "${name}".\nUsage: ${USAGE}`);
  }
  const books = makeBooks(name, seed ?? '1', asOf, now);
  return operationFrom({ do: 'seed', tenant, asOf: asOf ?? null, books }, USAGE);
};

/** `npm run seed`: replaces a tenant's books. @throws {UsageError | BooksError | DatabaseError} and changes nothing then. */
export const seed = async ({ args, variables, now }: CommandEdge): Promise<AdminResult> => {
  const { storage } = configFrom(variables);
  return runOperation(storage, await operationOf(args, now()), now);
};
