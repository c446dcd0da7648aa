import type { Context, Hono } from 'hono';
import { invalid, missingScopes, notFound } from '../errors.ts';
import { type ObjectType, objectTypeOf } from '../model/objectTypes.ts';
import type { Source } from '../model/record.ts';
import type { RateLimits } from '../rateLimits.ts';
import type { Access, TokenBook } from '../tokens.ts';

export interface ApiEnv {
  Variables: { access: Access };
}
export type ApiContext = Context<ApiEnv>;
export type ApiApp = Hono<ApiEnv>;

export interface ApiServices {
  readonly tokens: TokenBook;
  readonly limits: RateLimits;
}

/** The same behaviour under the date-based and the numbered path. */
export const bases = (area: 'objects' | 'properties' | 'pipelines' | 'owners') =>
  [`/crm/${area}/2026-09`, `/crm/v3/${area}`] as const;

/** Associations of a record, under the date-based and the numbered path. */
export const RECORD_ASSOCIATION_BASES = ['/crm/objects/2026-09', '/crm/v4/objects'] as const;

export const isDated = (context: ApiContext) => /\/20\d\d-\d\d(\/|$)/.test(context.req.path);

export function typeOf(context: ApiContext, parameter = 'objectType'): ObjectType {
  const text = context.req.param(parameter) ?? '';
  const type = objectTypeOf(text);
  if (type === undefined) throw invalid(`Unable to infer object type from: ${text}`);
  return type;
}

/** Throws 403 unless the token carries one of these scopes. */
export function requireScope(access: Access, ...anyOf: readonly string[]): void {
  if (!access.portal.world.bites.on('scopes')) return;
  if (!anyOf.some((scope) => access.scopes.includes(scope))) throw missingScopes(anyOf);
}

export const sourceOf = (access: Access): Source => ({
  sourceType: 'INTEGRATION',
  sourceId: access.kind === 'oauth' ? access.credential : 'service-key',
});

/** `?properties=a&properties=b,c` → a, b, c. */
export const listQuery = (context: ApiContext, name: string): readonly string[] =>
  (context.req.queries(name) ?? []).flatMap((text) => text.split(',')).filter((text) => text !== '');

/** `after` and `limit` are digits; anything else is refused. */
export function digitsQuery(context: ApiContext, name: 'after' | 'limit', otherwise: number): number {
  const text = context.req.query(name) ?? String(otherwise);
  if (!/^\d{1,15}$/.test(text)) throw invalid(`${name} "${text}" is no number`);
  return Number(text);
}

/** Path parameter; its absence is a defect of the route table, answered as an unknown path. */
export function pathParameter(context: ApiContext, name: string): string {
  const value = context.req.param(name);
  if (value === undefined) throw notFound();
  return value;
}

export async function jsonBody<Body>(context: ApiContext): Promise<Body> {
  // The published description has been held against it already (`apiHost.ts`).
  return (await context.req.json()) as Body;
}
