import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { LinkRequest } from '../../lib/erp/api/link.ts';
import type { Role, Scope } from '../../lib/erp/api/me.ts';
import type { Edit } from '../../lib/erp/server/admin/editRecord.ts';
import type { AdminOperation } from '../../lib/erp/server/admin/operation.ts';
import { runOperation } from '../../lib/erp/server/admin/run.ts';
import { configFrom } from '../../lib/erp/server/config.ts';
import type { Books } from '../../lib/erp/sources/embedded/books/format.ts';
import { COMPILED } from '../setup/commands.ts';
import { fillWithEmptyData } from '../setup/emptyData.ts';
import type { Certificate } from './certificate.ts';

const CLI = join(import.meta.dirname, '../../lib/erp/server/cli');
export const ERP_HOST = 'erp.acme.example';

/**
 * How a test begins a server that lives for a minute, on two cores that it shares with a browser: without looking into a long package
 * description over and over, without compiling its database twice, without collecting garbage on four threads. Whoever measures it, or
 * tries the product, gets it as it is run.
 */
const SHORT_LIVED: readonly string[] =
  process.env.VITEST === undefined
    ? []
    : [
        `--import=${new URL('../setup/quickPackages.ts', import.meta.url).href}`,
        '--liftoff-only',
        '--single-threaded-gc',
      ];

/** The real ERP API as its own process over TLS, on books of ours. */
export interface ErpProcess {
  readonly port: number;
  token(
    user: string,
    role: Role,
    options?: { readonly scope?: Scope; readonly days?: number; readonly tenant?: string },
  ): Promise<string>;
  /** Withdraws every token of a user. */
  revoke(user: string): Promise<void>;
  link(token: string, link: LinkRequest): Promise<void>;
  /** Somebody at the ERP changes fields of `object/id`; null = emptied. */
  edit(record: string, fields: Edit): Promise<void>;
  /** Asks the ERP API past the browser. @returns the parsed answer. Rejects where it is no 2xx. */
  ask(token: string, method: string, path: string, body?: unknown, version?: number): Promise<unknown>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const ready = z.object({ url: z.url() });
const made = z.object({ token: z.string() });

export const openErp = async (
  books: Books,
  asOf: string,
  certificate: Certificate,
  settings: Record<string, string> = {},
): Promise<ErpProcess> => {
  const data = await mkdtemp(join(tmpdir(), 'ledgerside-erp-'));
  const cert = join(data, 'tls.crt');
  const key = join(data, 'tls.key');
  await writeFile(cert, certificate.cert);
  await writeFile(key, certificate.key, { mode: 0o600 });
  const environment = (port: number): NodeJS.ProcessEnv => ({
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ...COMPILED,
    PORT: String(port),
    LEDGERSIDE_DATA: join(data, 'store'),
    LEDGERSIDE_TLS_CERT: cert,
    LEDGERSIDE_TLS_KEY: key,
    NODE_EXTRA_CA_CERTS: cert,
    ...settings,
  });
  if (settings.DATABASE_URL === undefined) await fillWithEmptyData(join(data, 'store'));
  let server: ChildProcess | null = null;
  let port = 0;
  const start = async (): Promise<void> => {
    const child = spawn(process.execPath, [...SHORT_LIVED, join(CLI, 'main.ts')], {
      env: environment(port),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    server = child;
    port = Number(new URL(await firstUrl(child)).port);
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = null;
    if (child === null || child.exitCode !== null) return;
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    await closed;
  };
  await start();
  /** What `npm run erp` and `npm run seed` would do, by the server that has the folder, without a process for each. */
  const operate = (operation: AdminOperation) => {
    const { storage } = configFrom({ LEDGERSIDE_DATA: join(data, 'store'), ...settings });
    return runOperation(storage, operation, () => new Date());
  };
  await operate({ do: 'seed', tenant: 'default', asOf, books });
  const ask: ErpProcess['ask'] = async (token, method, path, body, version) => {
    const { status, text } = await call(port, certificate, {
      method,
      path: `/api/crm/${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      body,
    });
    if (status < 200 || status > 299) throw new Error(`The ERP API answered ${status} to ${path}: ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  };

  return {
    get port() {
      return port;
    },
    start,
    stop,
    async token(user, role, { scope = 'all', days = 30, tenant = 'default' } = {}) {
      const wish = { user, role, scope, days, tenant, team: null };
      return made.parse(await operate({ do: 'createToken', ...wish })).token;
    },
    async revoke(user) {
      await operate({ do: 'revokeUser', tenant: 'default', user });
    },
    async link(token, body) {
      await ask(token, 'PUT', 'links', body);
    },
    async edit(record, fields) {
      await operate({ do: 'edit', tenant: 'default', record, fields });
    },
    ask,
    async close() {
      await stop();
      await rm(data, { recursive: true, force: true });
    },
  };
};

const firstUrl = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (err = (err + chunk).slice(-4000)));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      const [line, rest] = out.split('\n', 2);
      if (line !== undefined && rest !== undefined) resolve(ready.parse(JSON.parse(line)).url);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`The ERP API ended with ${code} before it was ready: ${err}`)),
    );
  });

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const call = (
  port: number,
  certificate: Certificate,
  { method, path, headers, body }: Call,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        ca: certificate.cert,
        servername: ERP_HOST,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
