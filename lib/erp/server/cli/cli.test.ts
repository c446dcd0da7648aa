// Long because every command is tried with and without a server beside it, on folders of their own.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, spawnErp } from '../../../../test/setup/commands.ts';
import { fillWithEmptyData } from '../../../../test/setup/emptyData.ts';
import { startErp } from '../../../../test/setup/erpServer.ts';
import { ACCOUNT, HOST, queryOf, SYNC_ON } from '../../../../test/setup/requests.ts';
import { ADMIN_KEY } from '../admin/key.ts';
import { runOperation } from '../admin/run.ts';
import { socketOf } from '../admin/socket.ts';
import { configFrom } from '../config.ts';
import { openPglite } from '../database/pglite.ts';
import { type CommandEdge, exitStatus } from './command.ts';

const GOLDEN = fileURLToPath(new URL('../../../../test/fixtures/golden/books.json', import.meta.url));
const ANN = ['token', '--user', 'ann', '--role', 'crm.sync'];

let folder: string;
let variables: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgerside-cli-'));
  variables = { LEDGERSIDE_DATA: join(folder, 'data'), PORT: '0' };
});
const withEmptyData = () => fillWithEmptyData(join(folder, 'data'));
afterEach(() => rm(folder, { recursive: true, force: true }));

const lineOf = ({ lines, complaints }: Awaited<ReturnType<typeof run>>): Record<string, unknown> => {
  expect(complaints).toEqual([]);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
};
const tokenFor = async (args: readonly string[] = ANN) =>
  String(lineOf(await run('erp', args, variables)).token);
const get = async (url: string, path: string, token: string) => {
  const answer = await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

test.each([
  ['a folder where none can be made', () => '/proc/ledgerside'],
  ['a folder deep down there', () => '/proc/deep/down'],
  ['a place where no file can be made', () => '/proc'],
  ['a file', () => GOLDEN],
  ['below a file', () => join(GOLDEN, 'data')],
])('the server and its commands refuse %s in one line, as the data folder', async (_, place) => {
  const withPlace = { ...variables, LEDGERSIDE_DATA: place() };
  for (const [command, args] of [
    ['erp', []],
    ['erp', ANN],
    ['seed', ['minimal']],
  ] as const) {
    const { status, lines, complaints } = await run(command, args, withPlace);
    expect(status).toBe(1);
    expect(lines).toEqual([]);
    expect(complaints).toEqual([
      expect.stringMatching(
        /^ledgerside: The data folder \S+ cannot be made or written \(E[A-Z]+\)\. Set LEDGERSIDE_DATA to .*\.$/,
      ),
    ]);
  }
});

test('a data folder is made where there is none, for this user of the machine alone', async () => {
  const data = join(folder, 'deep', 'down');
  lineOf(await run('erp', ANN, { ...variables, LEDGERSIDE_DATA: data }));
  expect((await stat(data)).mode & 0o777).toBe(0o700);
});

describe('npm run erp -- token', () => {
  test('prints one line with everything that is known of the token', async () => {
    await withEmptyData();
    const args = [...ANN, '--scope', 'team', '--team', 'north', '--tenant', 'acme', '--days', '7'];
    const line = lineOf(await run('erp', args, variables));
    expect(line).toMatchObject({
      user: 'ann',
      role: 'crm.sync',
      scope: 'team',
      team: 'north',
      tenant: 'acme',
    });
    expect(line.token).toMatch(/^lst_[\w-]{43}$/);
    const days = (Date.parse(String(line.expiresAt)) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  test.each([
    [['token', '--role', 'crm.read'], /--user/],
    [['token', '--user', 'ann'], /--role/],
    [['token', '--user', 'ann', '--role', 'boss'], /--role/],
    [[...ANN, '--scope', 'team'], /--scope team needs --team/],
    [[...ANN, '--scope', 'all', '--team', 'north'], /--team is for --scope team; scope all does not read it/],
    [[...ANN, '--scope', 'own', '--team', 'north'], /--team is for --scope team; scope own does not read it/],
    [[...ANN, '--team', 'north'], /--team is for --scope team/],
    [[...ANN, '--scope', 'mine'], /--scope: One of "all", "team", "own" is needed\./],
    [[...ANN, '--days', 'many'], /--days: A number is needed here\./],
    [[...ANN, '--days', '0'], /--days/],
    [[...ANN, '--colour', 'red'], /--colour/],
    [['revoke'], /Name a user or a token/],
    [['revoke', '--user', 'ann', '--id', 'x'], /Name a user or a token/],
    [['revoke', '--id', 'x'], /--id: An id such as .* is needed here/],
    [['dance'], /There is no command "dance"/],
  ])('%j is refused in words', async (args, words) => {
    const { status, lines, complaints } = await run('erp', args, variables);
    expect(status).toBe(1);
    expect(lines).toEqual([]);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(words);
    expect(complaints[0]).not.toMatch(/\n\s+at /);
  });

  test('a variable that cannot be used is named', async () => {
    const { complaints } = await run('erp', [], { ...variables, PORT: 'http' });
    expect(complaints[0]).toMatch(/^ledgerside: PORT: /);
  });
});

describe('npm run seed with a command line that it does not understand', () => {
  test.each([
    [[], /Name a file, a data set or clear/],
    [['demo', '--file', GOLDEN], /Name a file, a data set or clear/],
    [['demo', 'clear'], /Name a file, a data set or clear/],
    [['books'], /There is no data set "books"/],
    [['constructor'], /There is no data set "constructor"/],
    [['--file', GOLDEN, '--seed', '7'], /--seed means nothing for a file/],
    [['clear', '--seed', '7'], /--seed means nothing for clear/],
    [['clear', '--as-of', '2026-11-20'], /--as-of means nothing for clear/],
    [['clear', '--tenant', ''], /--tenant: This must not be empty/],
    [['demo', '--seed', 'x'], /--seed is a whole number/],
    [['demo', '--as-of', 'today'], /--as-of is a date/],
    [['--file', '/nowhere/books.json'], /\/nowhere\/books\.json cannot be read/],
    [['--file', fileURLToPath(import.meta.url)], /is not JSON/],
    [['--colour', 'red'], /--colour/],
  ])('%j is refused in words', async (args, words) => {
    const { status, lines, complaints } = await run('seed', args, variables);
    expect(status).toBe(1);
    expect(lines).toEqual([]);
    expect(complaints[0]).toMatch(words);
  });
});

describe('npm run seed', () => {
  beforeEach(withEmptyData);

  test('counts what it filled; the date of the command wins over that of the file', async () => {
    const line = lineOf(await run('seed', ['--file', GOLDEN, '--as-of', '2026-10-01'], variables));
    expect(line).toMatchObject({
      tenant: 'default',
      company: 'Golden Books Demo',
      asOf: '2026-10-01',
      rows: { companies: 1, customers: 12, invoices: 28, payments: 8, orders: 5 },
      removedLinks: 0,
    });
    expect(lineOf(await run('seed', ['--file', GOLDEN], variables))).toMatchObject({ asOf: '2026-11-20' });
  });

  test('a data set is the same again from its seed and date, and unpinned without a date', async () => {
    const args = ['minimal', '--seed', '7', '--as-of', '2026-11-20'];
    const first = lineOf(await run('seed', args, variables));
    expect(first).toMatchObject({ asOf: '2026-11-20', rows: { customers: 5 } });
    expect(lineOf(await run('seed', args, variables))).toEqual(first);
    expect(lineOf(await run('seed', ['minimal', '--tenant', 'acme'], variables))).toMatchObject({
      tenant: 'acme',
      asOf: null,
    });
    expect(lineOf(await run('seed', ['clear'], variables))).toEqual({
      tenant: 'default',
      cleared: true,
      removedLinks: 0,
    });
  });

  test('a name that no database can hold is refused with its customer and field', async () => {
    const books = JSON.parse(await readFile(GOLDEN, 'utf8')) as { customers: object[] };
    Object.assign(books.customers[0] ?? {}, { id: 'G01', name: 'Acme\0' });
    const file = join(folder, 'nul.json');
    await writeFile(file, JSON.stringify(books));
    const { status, complaints, reports } = await run('seed', ['--file', file], variables);
    expect(status).toBe(1);
    expect(complaints[0]).toContain('Customer G01, name: This text holds a character that cannot be stored');
    expect(complaints[0]).not.toMatch(/insert|Failed query/);
    expect(reports).toEqual([]);
  });

  test('books with mistakes are refused with every one of them, and the old ones stay', async () => {
    await run('seed', ['--file', GOLDEN], variables);
    const books = JSON.parse(await readFile(GOLDEN, 'utf8')) as { invoices: object[]; payments: object[] };
    Object.assign(books.invoices[0] ?? {}, { customer: 'NOBODY' });
    Object.assign(books.payments[0] ?? {}, {
      allocations: [{ invoice: 'NOTHING', instalment: 0, amount: 1 }],
    });
    const file = join(folder, 'bad.json');
    await writeFile(file, JSON.stringify(books));
    const { status, complaints } = await run('seed', ['--file', file], variables);
    expect(status).toBe(1);
    expect(complaints[0]).toMatch(/NOBODY/);
    expect(complaints[0]).toMatch(/NOTHING/);
    const server = await startErp(variables);
    try {
      expect((await server.get('/api/crm/customers/G02', await server.token())).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

describe('a failure that nobody foresaw', () => {
  beforeEach(withEmptyData);
  const impossible = { do: 'revokeToken', tenant: 'default', id: 'no-uuid' } as const;
  const statement = /Failed query|update|no-uuid/i;

  test('is one clear line, and all that the database says goes to the log', async () => {
    const complaints: string[] = [];
    const reports: unknown[] = [];
    const edge: CommandEdge = {
      args: [],
      variables,
      now: () => new Date(),
      print: () => {},
      complain: (line) => complaints.push(line),
      report: (error) => reports.push(error),
      ended: async () => undefined,
    };
    const { storage } = configFrom(variables);
    expect(await exitStatus(edge, () => runOperation(storage, impossible, edge.now))).toBe(1);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(
      /^ledgerside: This failed for a reason that nobody foresaw\..*LEDGERSIDE_LOG/,
    );
    expect(complaints[0]).not.toMatch(statement);
    expect(String(reports[0])).toMatch(statement);
  });

  test('in the server that holds the folder is in its log, and the command is told so', async () => {
    const server = await startErp(variables);
    try {
      const { storage } = configFrom(variables);
      const refused = runOperation(storage, impossible, () => new Date());
      await expect(refused).rejects.toThrow(
        /^The server that holds the data folder could not do this\. Its log/,
      );
      expect(server.log).toContainEqual(expect.objectContaining({ msg: 'command failed' }));
    } finally {
      await server.close();
    }
  });

  test('is on stderr as a whole once it is asked for, and not before', async () => {
    const module = new URL('./processEdge.ts', import.meta.url).href;
    const script = `import { processEdge } from '${module}'; processEdge.report(new Error('Failed query'));`;
    const told = (level: string) => {
      const env = { PATH: process.env.PATH, LEDGERSIDE_LOG: level };
      return text(spawn(process.execPath, ['--input-type=module', '-e', script], { env }).stderr);
    };
    expect(await told('')).toBe('');
    expect(await told('debug')).toContain('Failed query');
  });
});

describe('while a server holds the data folder', () => {
  beforeEach(withEmptyData);

  test('tokens, seeds and revocations are made by it', async () => {
    const server = await startErp(variables);
    try {
      const token = await tokenFor();
      lineOf(await run('seed', ['--file', GOLDEN], variables));
      expect((await server.get('/api/crm/customers/G03', token)).status).toBe(200);
      const bad = join(folder, 'bad.json');
      await writeFile(bad, JSON.stringify({ format: 'ledgerside-books/1' }));
      const refused = await run('seed', ['--file', bad], variables);
      expect(refused.status).toBe(1);
      expect(refused.complaints[0]).toMatch(/customers/);
      expect(lineOf(await run('erp', ['revoke', '--user', 'ann'], variables))).toEqual({ revoked: 1 });
      expect((await server.get('/api/crm/me', token)).status).toBe(401);
    } finally {
      await server.close();
    }
  });

  test('a field is edited as somebody at the ERP would; finance’s own is refused in words', async () => {
    const edit = (...set: readonly string[]) =>
      run('erp', ['edit', '--record', 'customer/G03', ...set.flatMap((each) => ['--set', each])], variables);
    const server = await startErp(variables);
    try {
      await server.seedGolden();
      const token = await tokenFor();
      const body = { ids: ['customer/G03'] };
      expect(lineOf(await edit('phone=+49 431 5550', 'website='))).toEqual({
        tenant: 'default',
        record: 'customer/G03',
        edited: ['phone', 'website'],
      });
      const read = await server.ask('POST', '/api/crm/sync/records', { token, json: body });
      expect(read.body).toMatchObject({
        records: [{ fields: { phone: { value: '+49 431 5550' }, website: { kind: 'blank' } } }],
      });
      expect((await edit('creditLimit=1')).complaints[0]).toMatch(/^ledgerside: .*inance/);
      expect((await edit('nonsense')).complaints[0]).toMatch(/--set takes FIELD=VALUE, not "nonsense"/);
      expect((await edit()).complaints[0]).toMatch(/Say with --set what changes/);
      const nobody = await run('erp', ['edit', '--record', 'customer/NOBODY', '--set', 'phone=1'], variables);
      expect(nobody.complaints).toEqual([
        'ledgerside: There is no record customer/NOBODY that could be changed.',
      ]);
    } finally {
      await server.close();
    }
  });

  test('the ledger is verified: it says what it read, and by its exit status where it does not hold', async () => {
    const server = await startErp(variables);
    try {
      await server.seedGolden();
      const token = await server.token({ role: 'crm.admin' });
      const headers = { 'If-Match': '"0"' };
      await server.ask('PUT', '/api/crm/config', { token, json: SYNC_ON, headers });
      const whole = lineOf(await run('erp', ['verify'], variables));
      expect(whole).toMatchObject({ holds: true, chains: [{ writer: 'ann', entries: 1, brokenAt: null }] });
    } finally {
      await server.close();
    }
    const database = await openPglite(variables.LEDGERSIDE_DATA ?? '');
    await database.db.execute(sql`alter table ledger disable trigger user`);
    await database.db.execute(sql`update ledger set run = 'forged'`);
    await database.close();
    const broken = await run('erp', ['verify'], variables);
    expect(broken.status).toBe(1);
    expect(JSON.parse(broken.lines[0] ?? '')).toMatchObject({ holds: false, chains: [{ brokenAt: 1 }] });
    expect(broken.complaints).toEqual([
      'ledgerside: The ledger does not hold; the sync of this company is stopped.',
    ]);
  });

  test('a second server is told so', async () => {
    const server = await startErp(variables);
    try {
      const { status, complaints } = await run('erp', [], variables);
      expect(status).toBe(1);
      expect(complaints[0]).toContain(`The data folder ${variables.LEDGERSIDE_DATA} is in use`);
    } finally {
      await server.close();
    }
  });

  test('several commands at once all get done, with and without a server', async () => {
    const users = ['ann', 'bob', 'cem'];
    const made = await Promise.all(
      users.map((user) => tokenFor(['token', '--user', user, '--role', 'crm.read'])),
    );
    const server = await startErp(variables);
    try {
      for (const token of made) expect((await server.get('/api/crm/me', token)).status).toBe(200);
    } finally {
      await server.close();
    }
  });

  test('a server that starts while a command has the folder waits for it', async () => {
    const made = Promise.all(
      ['ann', 'bob'].map((user) => tokenFor(['token', '--user', user, '--role', 'crm.read'])),
    );
    const server = await startErp(variables);
    try {
      for (const token of await made) expect((await server.get('/api/crm/me', token)).status).toBe(200);
    } finally {
      await server.close();
    }
  });

  test('its key is for this user of the machine alone, and nobody commands it without', async () => {
    const server = await startErp(variables);
    try {
      const data = variables.LEDGERSIDE_DATA ?? '';
      expect((await stat(join(data, ADMIN_KEY))).mode & 0o777).toBe(0o600);
      const socket = connect(await socketOf(data));
      socket.end(
        'POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer guess\r\nContent-Length: 2\r\n\r\n{}',
      );
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
    } finally {
      await server.close();
    }
  });

  test('whoever merely listens in its place is told nothing', async () => {
    await tokenFor();
    const heard: string[] = [];
    const impostor = createHttpServer((request, response) => {
      heard.push(JSON.stringify(request.headers));
      response.end('{"proof":"made up"}');
    });
    const place = await socketOf(variables.LEDGERSIDE_DATA ?? '');
    await new Promise<void>((done) => impostor.listen(place, done));
    try {
      const { status, complaints } = await run('erp', ANN, variables);
      expect(status).toBe(1);
      expect(complaints[0]).toContain('Another program listens in the place');
      expect(heard).toHaveLength(1);
      const key = await readFile(join(variables.LEDGERSIDE_DATA ?? '', ADMIN_KEY), 'utf8');
      expect(heard[0]).not.toContain(key);
    } finally {
      await new Promise((done) => impostor.close(done));
    }
  });
});

describe('a server that cannot start says why in one line', () => {
  beforeEach(withEmptyData);

  test('the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const { status, complaints } = await run('erp', [], { ...variables, PORT: String(port) });
    await new Promise((done) => other.close(done));
    expect(status).toBe(1);
    expect(complaints[0]).toContain(`Port ${port} on 127.0.0.1 is taken`);
    // It has let go of the folder again.
    expect(lineOf(await run('erp', [], variables))).toMatchObject({ database: 'pglite' });
  });

  test('the address is not one of this machine', async () => {
    const { status, complaints } = await run('erp', [], { ...variables, HOST: '192.0.2.1' });
    expect(status).toBe(1);
    expect(complaints[0]).toContain('cannot listen on 192.0.2.1');
  });

  test('the database does not answer', async () => {
    const DATABASE_URL = 'postgres://ann:hushhush@127.0.0.1:1/books';
    const { status, complaints } = await run('erp', [], { ...variables, DATABASE_URL });
    expect(status).toBe(1);
    expect(complaints[0]).toContain('The database at 127.0.0.1:1/books cannot be used');
    expect(complaints[0]).not.toContain('hushhush');
  });

  test('the data folder holds something else', async () => {
    const data = join(folder, 'data');
    await writeFile(join(data, 'database', 'PG_VERSION'), 'nonsense');
    const { status, complaints } = await run('erp', [], variables);
    expect(status).toBe(1);
    expect(complaints[0]).toContain(`The data folder ${data} does not hold a readable database`);
  });

  test('there is no certificate', async () => {
    const tls = {
      LEDGERSIDE_TLS_CERT: join(folder, 'none.pem'),
      LEDGERSIDE_TLS_KEY: join(folder, 'none.key'),
    };
    const { status, complaints } = await run('erp', [], { ...variables, ...tls });
    expect(status).toBe(1);
    expect(complaints[0]).toContain('none.pem');
  });
});

test('with a certificate it speaks HTTPS only', async () => {
  await withEmptyData();
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  const files = {
    LEDGERSIDE_TLS_CERT: join(folder, 'cert.pem'),
    LEDGERSIDE_TLS_KEY: join(folder, 'key.pem'),
  };
  await writeFile(files.LEDGERSIDE_TLS_CERT, cert);
  await writeFile(files.LEDGERSIDE_TLS_KEY, key);
  const server = await spawnErp({ ...variables, ...files });
  try {
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const answer = await new Promise<{ headers: Record<string, unknown>; status: number | undefined }>(
      (done, fail) => {
        request(`${server.url}/health`, { rejectUnauthorized: false }, (response) => {
          response.resume();
          done({ headers: response.headers, status: response.statusCode });
        })
          .on('error', fail)
          .end();
      },
    );
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow();
  } finally {
    await server.end('SIGTERM');
  }
});

describe('a server process', () => {
  beforeEach(withEmptyData);

  test('finishes what it is doing when it is asked to end, then ends cleanly', async () => {
    await run('seed', ['--file', GOLDEN], variables);
    const server = await spawnErp(variables);
    const token = await tokenFor();
    const { hostname, port } = new URL(server.url);
    const body = JSON.stringify({ record: ACCOUNT, host: HOST, customer: 'G03' });
    const socket = connect(Number(port), hostname);
    const answer = text(socket);
    socket.write(
      `PUT /api/crm/links HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n` +
        `Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    // The server has the request as soon as it asks for the body.
    await new Promise((done) => socket.once('readable', done));
    const ended = server.end('SIGTERM');
    // It takes no new ones from then on.
    for (;;) {
      const isOpen = await fetch(`${server.url}/health`, { headers: { Connection: 'close' } }).then(
        () => true,
        () => false,
      );
      if (!isOpen) break;
    }
    socket.write(body);
    expect(await answer).toContain('HTTP/1.1 201 Created');
    const { code, out, log } = await ended;
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '')).toEqual({ url: server.url, database: 'pglite' });
    expect(log).not.toContain('lst_');
  });

  test('keeps books, links and tokens over a restart, also after it was killed', async () => {
    await run('seed', ['--file', GOLDEN], variables);
    const token = await tokenFor();
    const view = `/api/crm/record-view?${queryOf(ACCOUNT)}`;
    const first = await spawnErp(variables);
    const made = await fetch(`${first.url}/api/crm/links`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ record: ACCOUNT, host: HOST, customer: 'G03' }),
    });
    expect(made.status).toBe(201);
    const before = await get(first.url, view, token);
    expect(await first.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });

    const second = await spawnErp(variables);
    expect(await get(second.url, view, token)).toEqual(before);
    expect(before.body).toMatchObject({ customers: [{ figures: { company: { arBalance: 197_500 } } }] });
    expect(await second.end('SIGINT')).toMatchObject({ code: 0 });

    const third = await spawnErp(variables);
    expect(await get(third.url, view, token)).toEqual(before);
    expect(await third.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});
