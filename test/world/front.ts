import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Certificate } from './certificate.ts';
import { ConnectionDropped } from './salesforce/refusal.ts';

/** A simulated site: the hosts that it answers for, and its answer. */
export interface Site {
  readonly hosts: readonly string[];
  fetch(request: Request): Promise<Response> | Response;
}

export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/** One TLS listener on loopback for all simulated sites, told apart by their host name; an unknown one is refused. */
export const openFront = async (
  sites: readonly Site[],
  certificate: Certificate,
  broken: (error: unknown) => void = console.error,
): Promise<Front> => {
  const byHost = new Map(sites.flatMap((site) => site.hosts.map((host) => [host, site] as const)));
  const listener = getRequestListener(async (request, environment) => {
    const site = byHost.get(new URL(request.url).hostname);
    if (site === undefined) return new Response('Misdirected request', { status: 421 });
    try {
      return await site.fetch(request);
    } catch (error) {
      // A site that rejects has let the connection break; a browser must see just that, never an invented answer.
      if (!(error instanceof ConnectionDropped)) broken(error);
      if ('incoming' in environment) environment.incoming.socket.destroy();
      return new Response(null, { status: 500 });
    }
  });
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
