import * as z from 'zod';
import type { Site } from './front.ts';

const composite = z.object({
  compositeRequest: z.array(z.object({ method: z.string(), url: z.string() })),
});
/** Reads that are long enough to be sent as a POST. */
const POSTED_READS = [/\/search$/, /\/batch\/read$/, /\/composite\/sobjects\/[A-Za-z_]+$/];

const isWrite = (method: string, path: string): boolean =>
  method !== 'GET' && !(method === 'POST' && POSTED_READS.some((read) => read.test(path)));

const isToApi = ({ url }: Request): boolean => /^\/(services\/data|crm)\//.test(new URL(url).pathname);

const writesIn = async (request: Request): Promise<readonly string[]> => {
  const { hostname, pathname } = new URL(request.url);
  if (!isToApi(request) || !isWrite(request.method, pathname)) return [];
  if (!pathname.endsWith('/composite')) return [`${request.method} ${hostname}${pathname}`];
  const { compositeRequest } = composite.parse(await request.clone().json());
  return compositeRequest
    .filter(({ method, url }) => isWrite(method, url))
    .map(({ method, url }) => `${method} ${hostname}${url}`);
};

interface Heed {
  /** A request to its API, before it is answered. */
  asked(): void;
  /** A request that would change one of its records, whatever becomes of it. */
  wrote(write: string): void;
}

/** The same site; what goes to its API is told. */
export const heedingWrites = (site: Site, heed: Heed): Site => ({
  hosts: site.hosts,
  fetch: async (request) => {
    for (const write of await writesIn(request)) heed.wrote(write);
    if (isToApi(request)) heed.asked();
    return site.fetch(request);
  },
});
