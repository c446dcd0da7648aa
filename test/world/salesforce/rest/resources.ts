import type { Org } from '../context.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Answer, Call, Method, Resource } from './call.ts';
import { COLLECTION_RESOURCES } from './collections.ts';
import { compositeResource } from './composite.ts';
import { DESCRIBE_RESOURCES } from './describe.ts';
import { EXTERNAL_ID_RESOURCES } from './externalId.ts';
import { LIMITS_RESOURCE } from './limits.ts';
import { QUERY_RESOURCES } from './query.ts';
import { REPLICATION_RESOURCES } from './replication.ts';
import { SOBJECT_RESOURCES } from './sobject.ts';
import { checkVersion } from './versions.ts';

type Request = Omit<Call, 'at' | 'query' | 'version'> & {
  /** From `/services/data/` on, with its query. */
  readonly url: string;
};

const ROOT: Resource = {
  path: '/',
  methods: {
    GET: {
      answer: (call) => {
        const base = `/services/data/${call.version}`;
        return {
          status: 200,
          body: Object.fromEntries(
            ['sobjects', 'query', 'queryAll', 'composite', 'limits'].map((name) => [name, `${base}/${name}`]),
          ),
        };
      },
    },
  },
};

const segments = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

/** What the `:names` of a pattern stand for in a path; null where it is another path. */
const match = (pattern: string, path: readonly string[]): ReadonlyMap<string, string> | null => {
  const parts = segments(pattern);
  if (parts.length !== path.length) return null;
  const found = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const actual = path[index] ?? '';
    if (part.startsWith(':')) found.set(part.slice(1), actual);
    else if (part !== actual) return null;
  }
  return found;
};

const names = (resource: Resource): number => resource.path.split(':').length;

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notFound();
  }
};

const refuseUnknownParameters = (query: URLSearchParams, method: Method): void => {
  const known = method.parameters ?? [];
  const keys = [...query.keys()];
  const stranger = keys.find((key) => !known.includes(key));
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (stranger !== undefined || twice !== undefined)
    throw new Refusal(400, 'INVALID_PARAMETER', `Unknown or repeated query parameter: ${stranger ?? twice}`);
};

/** Answers one request to the REST API, whole or as part of a composite. */
export const answerRest = (request: Request, org: Org): Answer => {
  const url = new URL(request.url, `https://${org.apiHost}`);
  const [services, data, version = '', ...path] = segments(url.pathname).map(decoded);
  if (services !== 'services' || data !== 'data') throw notFound();
  checkVersion(org, version);
  for (const resource of RESOURCES) {
    const found = match(resource.path, path);
    if (found === null) continue;
    const method = resource.methods[request.method as keyof Resource['methods']];
    if (method === undefined)
      throw new Refusal(
        405,
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${request.method}' not allowed. Allowed are ${Object.keys(resource.methods).join(',')}`,
      );
    refuseUnknownParameters(url.searchParams, method);
    return method.answer(
      { ...request, version, query: url.searchParams, at: (name) => found.get(name) ?? '' },
      org,
    );
  }
  throw notFound();
};

/** All resources; where two patterns fit, the one with fewer names in it is meant. */
const RESOURCES: readonly Resource[] = [
  ROOT,
  LIMITS_RESOURCE,
  compositeResource(answerRest),
  ...QUERY_RESOURCES,
  ...DESCRIBE_RESOURCES,
  ...REPLICATION_RESOURCES,
  ...SOBJECT_RESOURCES,
  ...EXTERNAL_ID_RESOURCES,
  ...COLLECTION_RESOURCES,
].sort((a, b) => names(a) - names(b));
