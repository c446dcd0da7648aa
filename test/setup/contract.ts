import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const text = readFileSync(new URL('../../lib/erp/api/openapi.json', import.meta.url), 'utf8');
const contract = JSON.parse(text) as Contract;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(JSON.parse(text), 'contract');

const pattern = (path: string) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
const score = (path: string) => path.split('{').length;

const operationOf = (method: string, path: string): Operation | undefined => {
  const [found] = Object.keys(contract.paths)
    .filter((known) => pattern(known).test(path))
    .sort((a, b) => score(a) - score(b));
  return found === undefined ? undefined : contract.paths[found]?.[method.toLowerCase()];
};

const pointer = (...parts: string[]) =>
  parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const validators = new Map<string, ValidateFunction>();
const validatorOf = (at: string): ValidateFunction => {
  const known = validators.get(at);
  if (known !== undefined) return known;
  const made = ajv.compile({ $ref: `contract#${encodeURI(at)}` });
  validators.set(at, made);
  return made;
};

/** Operations that answered, with the statuses they gave: a test that walks the contract looks here. */
export const answered = new Map<string, Set<number>>();

/** What is wrong with an answer by the committed contract; [] = nothing. Paths outside of it are not judged. */
export const contractProblems = (
  method: string,
  url: string,
  status: number,
  contentType: string | null,
  body: unknown,
): string[] => {
  const { pathname } = new URL(url);
  const operation = operationOf(method, pathname);
  if (operation === undefined) return [];
  const seen = answered.get(operation.operationId) ?? new Set();
  answered.set(operation.operationId, seen.add(status));
  const response = operation.responses[status];
  if (response === undefined) return [`${operation.operationId} may not answer ${status}`];
  const [type] = Object.keys(response.content ?? {});
  if (type === undefined) return body === null ? [] : [`${operation.operationId} ${status} has no body`];
  if (contentType?.split(';')[0] !== type)
    return [`${operation.operationId} ${status} is ${type}, not ${contentType}`];
  const path = Object.keys(contract.paths).find(
    (known) => contract.paths[known]?.[method.toLowerCase()] === operation,
  );
  const validate = validatorOf(
    pointer(
      'paths',
      path ?? '',
      method.toLowerCase(),
      'responses',
      String(status),
      'content',
      type,
      'schema',
    ),
  );
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${operation.operationId}: ${instancePath} ${message}`,
  );
};
