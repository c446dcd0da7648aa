import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { type AdminOperation, perform } from '../../lib/erp/server/admin/operation.ts';
import { createApp } from '../../lib/erp/server/app.ts';
import type { OpenDatabase } from '../../lib/erp/server/database/database.ts';
import { leases } from '../../lib/erp/server/database/schema/leases.ts';
import { links } from '../../lib/erp/server/database/schema/links.ts';
import { settingVersions } from '../../lib/erp/server/database/schema/settings.ts';
import { inTenant } from '../../lib/erp/server/database/tenant.ts';
import { sources } from '../../lib/erp/sources/registry.ts';
import { openEmptyPglite } from './emptyData.ts';

const TENANT = 'default';
/** Where a browser believes that the ERP API is. */
export const ERP_ADDRESS = 'https://erp.acme.example';

/** The real ERP API over a database in memory, without a process or a port: as many runs as a test likes, and time that passes at once. */
export interface ErpInProcess {
  readonly database: OpenDatabase;
  /** Lines of its log, parsed. */
  readonly log: Record<string, unknown>[];
  fetch(request: Request): Promise<Response>;
  ask(
    method: string,
    path: string,
    token: string,
    json?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ readonly status: number; readonly body: unknown; readonly etag: string }>;
  token(user: string, role?: 'crm.read' | 'crm.sync' | 'crm.admin', scope?: 'all' | 'own'): Promise<string>;
  seed(books: unknown): Promise<void>;
  /** Intents and leases that stand have stood for longer than they hold. */
  outlive(): Promise<void>;
  /** The newest version of a setting was saved at that time. */
  saidAt(setting: string, at: Date): Promise<void>;
  close(): Promise<void>;
}

export const erpInProcess = async (): Promise<ErpInProcess> => {
  const database = await openEmptyPglite();
  const now = () => new Date();
  const log: Record<string, unknown>[] = [];
  const api = createApp({
    database,
    now,
    source: sources.embedded({ database, now, pages: null }),
    hubspot: null,
    webhooks: null,
    log: pino({ level: 'info' }, { write: (line) => void log.push(JSON.parse(line)) }),
    origins: new Set<string>(),
    limits: { perToken: 1_000_000, refusedPerAddress: 1_000_000 },
    maxBody: 65_536,
  });
  // What the Node server tells of a connection, as far as a refusal asks for it.
  const connection = { incoming: { socket: { remoteAddress: '127.0.0.1' } } } as never;
  const erp: ErpInProcess = {
    database,
    log,
    fetch: async (request) => api.fetch(request, connection),
    ask: async (method, path, token, json, headers = {}) => {
      const answer = await erp.fetch(
        new Request(`${ERP_ADDRESS}/api/crm/${path}`, {
          method,
          headers: {
            Authorization: `Bearer ${token}`,
            ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...headers,
          },
          body: json === undefined ? null : JSON.stringify(json),
        }),
      );
      const text = await answer.text();
      const etag = answer.headers.get('etag') ?? '';
      return { status: answer.status, body: text === '' ? null : JSON.parse(text), etag };
    },
    token: async (user, role = 'crm.sync', scope = 'all') => {
      const made: AdminOperation = {
        do: 'createToken',
        role,
        user,
        scope,
        team: null,
        tenant: TENANT,
        days: 90,
      };
      return String((await perform(database, made, now())).token);
    },
    seed: async (books) => {
      await perform(database, { do: 'seed', tenant: TENANT, asOf: null, books }, now());
    },
    outlive: () =>
      inTenant(database, TENANT, async (transaction) => {
        const past = sql`clock_timestamp() - interval '1 second'`;
        await transaction.update(links).set({ pendingUntil: past }).where(sql`${links.pending} is not null`);
        await transaction.update(leases).set({ until: past });
      }),
    saidAt: (setting, at) =>
      inTenant(database, TENANT, async (transaction) => {
        const newest = sql`version = (select version from settings where name = ${setting})`;
        await transaction
          .update(settingVersions)
          .set({ savedAt: at })
          .where(sql`${settingVersions.name} = ${setting} and ${newest}`);
      }),
    close: () => database.close(),
  };
  return erp;
};
