import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { sources } from '../sources/registry.ts';
import { createApp } from './app.ts';
import type { ServerConfig } from './config.ts';
import { keepDelivering } from './events/deliver.ts';
import { extensionOrigins } from './http/cors.ts';
import { sealFrom } from './hubspot/seal.ts';
import { hubspotSignIn } from './hubspot/signIn.ts';
import { openStorage } from './storage.ts';
import { keepForgetting } from './sync/retention.ts';

export interface RunningServer {
  readonly url: string;
  readonly database: 'pglite' | 'postgres';
  /** Takes no more requests, finishes those under way, closes the database. */
  close(): Promise<void>;
}

/** The server could not take its port or read its certificate. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'server.listen';
}

/** Requests that take longer than this to finish are cut off when the server ends. */
const GRACE = 10_000;

const KEEP_ALIVE = 65_000;

const listenerFor = ({ tls }: ServerConfig, handler: Parameters<typeof createHttpServer>[1]): Server => {
  if (tls === null) return createHttpServer(handler);
  try {
    return createHttpsServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, handler);
  } catch (cause) {
    throw new ListenError(
      `The certificate ${tls.cert} and its key ${tls.key} cannot be used: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
};

const listen = async (server: Server, { host, port }: ServerConfig): Promise<void> => {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    throw new ListenError(
      isTaken
        ? `Port ${port} on ${host} is taken. Set PORT to another one, or end what listens there.`
        : `The server cannot listen on ${host}:${port}: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
};

const urlOf = (server: Server, { host, tls }: ServerConfig): string => {
  const { port } = server.address() as AddressInfo;
  return `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

const finish = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  const cutOff = setTimeout(() => server.closeAllConnections(), GRACE);
  await closed;
  clearTimeout(cutOff);
};

/** @throws {ListenError | DatabaseError} with one sentence for whoever starts it. */
export const startServer = async (
  config: ServerConfig,
  { log, now = () => new Date() }: { readonly log: Logger; readonly now?: () => Date },
): Promise<RunningServer> => {
  const storage = await openStorage(config.storage, now, log);
  try {
    const { database } = storage;
    const seal =
      config.hubspot === null && config.webhookHosts.length === 0
        ? null
        : await sealFrom(config.secret, config.dataFolder);
    const webhooks =
      seal === null || config.webhookHosts.length === 0
        ? null
        : { seal, hosts: new Set(config.webhookHosts) };
    const api = createApp({
      database,
      source: sources.embedded({ database, now, pages: config.erpPages }),
      now,
      hubspot:
        config.hubspot === null || seal === null
          ? null
          : hubspotSignIn(config.hubspot, {
              database,
              seal,
              now,
              log,
            }),
      webhooks,
      log,
      origins: extensionOrigins(config.extensionIds),
      limits: config.limits,
      maxBody: config.maxBody,
    });
    const handle = getRequestListener(api.fetch, { overrideGlobalObjects: false });
    const server = listenerFor(config, (request, response) => void handle(request, response));
    // Longer than a client keeps a connection that it does not use: one that is reused is never just being closed.
    server.keepAliveTimeout = KEEP_ALIVE;
    await listen(server, config);
    const endForgetting = keepForgetting(database, log);
    const endDelivering =
      webhooks === null ? async () => undefined : keepDelivering({ database, ...webhooks, log, now });
    return {
      url: urlOf(server, config),
      database: database.kind,
      async close() {
        await finish(server);
        await endForgetting();
        await endDelivering();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
};
