import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, spawnErp, spawnServer } from '../../setup/commands.ts';
import { startPostgres, type TestPostgres } from '../../setup/postgres.ts';
import { type BenchOptions, type Report, say } from '../line.ts';
import { median, quantile, rounded, spreadOf } from '../quantiles.ts';
import { type BooksSize, customerAt, customersOf, fillBooks, LARGE_CUSTOMER } from './books.ts';
import { type Contender, erpApi, rowFromDriver, rowOverHttp } from './contenders.ts';

const BOOKS: readonly BooksSize[] = [
  { invoices: 50, large: 0 },
  { invoices: 10_000, large: 0 },
  { invoices: 1_000_000, large: 10_000 },
];
const SMALL_BOOKS: readonly BooksSize[] = [
  { invoices: 50, large: 0 },
  { invoices: 1_000, large: 100 },
];
const ROUNDS = 10;
const SMALL_ROUNDS = 1;
const PER_ROUND = 60;
const WARM_UP = 60;
const ROW_SERVER = join(import.meta.dirname, 'rowServer.ts');

/** A contender with the customers it is asked for, and what it took: one list of ms per round. */
interface Case {
  readonly contender: Contender;
  readonly invoices: number;
  readonly perRound: number;
  customer(count: number): string;
  readonly rounds: number[][];
  readonly bytes: number[];
}

/** Walks through all customers with a stride that is prime to their number, so that hardly one comes twice. */
const walk = (size: BooksSize) => (count: number) => customerAt((count * 7919) % customersOf(size));

const open = async (
  postgres: TestPostgres,
  size: BooksSize,
  folder: string,
  atEnd: AsyncDisposableStack,
): Promise<readonly Case[]> => {
  const name = `books_${size.invoices}`;
  const url = await postgres.ownedDatabase(name);
  const variables = {
    PORT: '0',
    DATABASE_URL: url,
    LEDGERSIDE_DATA: folder,
    LEDGERSIDE_RATE_LIMIT: '100000000',
  };
  const erp = await spawnErp(variables);
  atEnd.defer(async () => void (await erp.end('SIGTERM')));
  const since = performance.now();
  await fillBooks(postgres, name, size);
  say(`${size.invoices} invoices written in ${Math.round((performance.now() - since) / 1000)} s`);
  const made = await run('erp', ['token', '--user', 'ann', '--role', 'crm.read'], variables);
  const { token } = JSON.parse(made.lines[0] ?? '{}') as { token: string };
  const row = await spawnServer(ROW_SERVER, { DATABASE_URL: url });
  atEnd.defer(async () => void (await row.end('SIGKILL')));
  const caseOf = (contender: Contender, customer = walk(size), perRound = PER_ROUND): Case => ({
    contender,
    invoices: size.invoices,
    perRound,
    customer,
    rounds: [],
    bytes: [],
  });
  const books = `${size.invoices.toLocaleString('en')} invoices in the books`;
  const cases = [
    caseOf(await rowFromDriver('primary-key read, driver', url)),
    caseOf(rowOverHttp('primary-key read, HTTP', row.url)),
    caseOf(erpApi(books, erp.url, token)),
    ...(size.large === 0
      ? []
      : [
          caseOf(
            erpApi(`a customer with ${size.large.toLocaleString('en')} invoices of its own`, erp.url, token),
            () => LARGE_CUSTOMER,
            PER_ROUND / 6,
          ),
        ]),
  ];
  for (const { contender } of cases) atEnd.defer(() => contender.close());
  return cases;
};

const measure = async (cases: readonly Case[], rounds: number): Promise<void> => {
  let count = 0;
  const ask = async ({ contender, customer, bytes }: Case): Promise<number> => {
    const id = customer(count++);
    const since = performance.now();
    const got = await contender.ask(id);
    const took = performance.now() - since;
    if (got.status !== 200) throw new Error(`${contender.name} answered ${got.status} for ${id}.`);
    bytes.push(got.bytes);
    return took;
  };
  for (const each of cases) for (let i = 0; i < Math.min(WARM_UP, each.perRound * 2); i += 1) await ask(each);
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) {
      const took: number[] = [];
      for (let i = 0; i < each.perRound; i += 1) took.push(await ask(each));
      each.rounds.push(took);
    }
    say(`round ${round + 1} of ${rounds}`);
  }
};

const report = (cases: readonly Case[], print: Report): void => {
  for (const { contender, invoices, rounds, bytes } of cases) {
    const all = rounds.flat();
    const p50 = median(all);
    const [driver, http] = cases
      .filter((each) => each.invoices === invoices)
      .map((each) => median(each.rounds.flat()));
    print({
      bench: 'server',
      case: contender.name,
      invoices_in_books_count: invoices,
      requests_count: all.length,
      p50_ms: rounded(p50),
      p99_ms: rounded(quantile(all, 0.99)),
      round_p50_range_ms: [...spreadOf(rounds)],
      answer_bytes: median(bytes),
      beside_driver_read_times: rounded(p50 / (driver ?? Number.NaN)),
      beside_http_read_times: rounded(p50 / (http ?? Number.NaN)),
    });
  }
};

/**
 * `GET customers/{id}` of the real ERP API in a process of its own on PostgreSQL, one connection kept open, beside reads of one row by its
 * primary key. Requests go out one after the other; contenders take turns in rounds, so that noise meets all of them.
 */
export const benchServer = async (print: Report, { small }: BenchOptions): Promise<void> => {
  await using atEnd = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-bench-'));
  atEnd.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres();
  atEnd.defer(() => postgres.stop());
  const cases: Case[] = [];
  for (const size of small ? SMALL_BOOKS : BOOKS) cases.push(...(await open(postgres, size, folder, atEnd)));
  await measure(cases, small ? SMALL_ROUNDS : ROUNDS);
  report(cases, print);
};
