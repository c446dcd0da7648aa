import type { Schema } from './contractSchemas.ts';

/** One operation of a published description. */
export interface Operation {
  readonly file: string;
  readonly method: string;
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  /** Schema by status; `default` is the error body. null = no content. */
  readonly responses: ReadonlyMap<string, Schema | null>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Description {
  readonly paths: Record<string, Record<string, DescribedOperation>>;
}
interface DescribedOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Record<string, { readonly schema?: Schema }> };
  readonly responses: Record<
    string,
    { readonly $ref?: string; readonly content?: Record<string, { readonly schema?: Schema }> }
  >;
}

export function operationsOf(file: string, description: Description): readonly Operation[] {
  return Object.entries(description.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      file,
      method: method.toUpperCase(),
      template,
      parameters: operation.parameters ?? [],
      body: contentSchema(operation.requestBody?.content),
      responses: new Map(
        Object.entries(operation.responses).map(([status, response]) => [
          status,
          response.$ref ? { $ref: '#/components/schemas/Error' } : contentSchema(response.content),
        ]),
      ),
    })),
  );
}

function contentSchema(content: Record<string, { readonly schema?: Schema }> | undefined): Schema | null {
  return Object.values(content ?? {})[0]?.schema ?? null;
}

/**
 * Paths without a published description in the evidence, and the described ones whose shapes they share (HubSpot's migration guide).
 * A rewritten path is tried only where the path itself is described nowhere.
 */
const STAND_INS: readonly (readonly [RegExp, string])[] = [
  [/^\/crm\/(properties|pipelines|owners)\/2026-09/, '/crm/v3/$1'],
  [/^\/crm\/associations\/2026-09/, '/crm/v4/associations'],
  [/^\/crm\/objects\/2026-09\/([^/]+)\/([^/]+)\/associations/, '/crm/v4/objects/$1/$2/associations'],
  [/^\/crm\/objects\/2026-09\/([^/]+)\/merge$/, '/crm/v3/objects/$1/merge'],
  [/^\/crm\/v3\/objects\/deals\/merge$/, '/crm/v3/objects/0-3/merge'],
];

export function findOperation(
  operations: readonly Operation[],
  method: string,
  path: string,
): Operation | null {
  const direct = closest(operations, method, path);
  if (direct !== null) return direct;
  let rewritten = path;
  for (const [pattern, target] of STAND_INS) rewritten = rewritten.replace(pattern, target);
  return rewritten === path ? null : closest(operations, method, rewritten);
}

/** The matching template with the most literal segments: `/companies/{id}` before `/{objectType}/{id}`. */
function closest(operations: readonly Operation[], method: string, path: string): Operation | null {
  const segments = path.split('/');
  let best: { operation: Operation; literal: number } | null = null;
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const template = operation.template.split('/');
    if (template.length !== segments.length) continue;
    const literal = literalSegments(template, segments);
    if (literal !== null && literal > (best?.literal ?? -1)) best = { operation, literal };
  }
  return best?.operation ?? null;
}

function literalSegments(template: readonly string[], segments: readonly string[]): number | null {
  let literal = 0;
  for (const [index, part] of template.entries()) {
    if (part.startsWith('{')) continue;
    if (part !== segments[index]) return null;
    literal += 1;
  }
  return literal;
}
