import * as z from 'zod';
import type { Site } from './front.ts';

const composite = z.object({
  compositeRequest: z.array(z.object({ method: z.string(), url: z.string() })),
});
/** Reads that are long enough to be sent as a POST. */
const POSTED_READS = [/\/search$/, /\/batch\/read$/, /\/composite\/sobjects\/[A-Za-z_]+$/];

const isWrite = (method: string, path: string): boolean =>
  method !== 'GET' && !(method === 'POST' && POSTED_READS.some((read) => read.test(path)));

const writesIn = async (request: Request): Promise<readonly string[]> => {
  const { hostname, pathname } = new URL(request.url);
  const isApi = pathname.startsWith('/services/data/') || pathname.startsWith('/crm/');
  if (!isApi || !isWrite(request.method, pathname)) return [];
  if (!pathname.endsWith('/composite')) return [`${request.method} ${hostname}${pathname}`];
  const { compositeRequest } = composite.parse(await request.clone().json());
  return compositeRequest
    .filter(({ method, url }) => isWrite(method, url))
    .map(({ method, url }) => `${method} ${hostname}${url}`);
};

/** The same site; every request that would change one of its records is told to `heard`, whatever becomes of it. */
export const heedingWrites = (site: Site, heard: (write: string) => void): Site => ({
  hosts: site.hosts,
  fetch: async (request) => {
    for (const write of await writesIn(request)) heard(write);
    return site.fetch(request);
  },
});
