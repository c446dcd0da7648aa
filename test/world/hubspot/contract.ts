import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  type Description,
  findOperation,
  type Operation,
  operationsOf,
  type Parameter,
} from './contractRoutes.ts';
import { type Schema, SchemaBook } from './contractSchemas.ts';

/** HubSpot's published descriptions lie beside the repository; a clone without them runs without this check. */
const FOLDER = new URL('../../../../shared/evidence/hubspot-openapi/', import.meta.url);

/** The portal itself answered something that HubSpot's description rules out: a defect of the simulator. */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach';
}

/** Bodies recorded from the real API that its own description rules out: 429 without category or correlation id, HTML from the gateway. */
const RECORDED_OTHERWISE = (status: number) => status === 429 || status >= 500;

interface Schemas {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Holds HubSpot's published OpenAPI descriptions against requests and answers. */
export class Contract {
  readonly #operations: readonly Operation[];
  readonly #schemas = new SchemaBook();

  constructor(folder: URL) {
    const operations: Operation[] = [];
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const description = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Description & Schemas;
      operations.push(...operationsOf(file, description));
      this.#schemas.add(file, description.components.schemas);
    }
    this.#operations = operations;
  }

  /** What is wrong with a request, as sentences; null = described nowhere. */
  requestProblems(method: string, url: URL, body: unknown): readonly string[] | null {
    const operation = findOperation(this.#operations, method, url.pathname);
    if (operation === null) return null;
    return [...this.#queryProblems(operation, url.searchParams), ...this.#bodyProblems(operation, body)];
  }

  /** Throws `ContractBreach` where an answer disagrees with its description. */
  checkAnswer(method: string, url: URL, status: number, body: unknown): void {
    const operation = findOperation(this.#operations, method, url.pathname);
    if (operation === null || RECORDED_OTHERWISE(status)) return;
    const schema = answerSchema(operation, status);
    const problems =
      schema === null
        ? body === undefined
          ? []
          : [`${status} has a body`]
        : this.#schemas.problems(operation.file, schema, body);
    if (problems.length === 0) return;
    throw new ContractBreach(
      `${method} ${url.pathname} answered ${status}: ${problems.join('; ')} (${operation.file})`,
    );
  }

  #queryProblems(operation: Operation, query: URLSearchParams): readonly string[] {
    const known = operation.parameters.filter((parameter) => parameter.in === 'query');
    const unknown = [...new Set(query.keys())].filter(
      (name) => !known.some((parameter) => parameter.name === name),
    );
    return [
      ...unknown.map((name) => `unknown query parameter "${name}"`),
      ...known.flatMap((parameter) => this.#parameterProblems(operation.file, parameter, query)),
    ];
  }

  #parameterProblems(file: string, parameter: Parameter, query: URLSearchParams): readonly string[] {
    const sent = query.getAll(parameter.name);
    if (sent.length === 0)
      return parameter.required ? [`query parameter "${parameter.name}" is missing`] : [];
    if (parameter.schema.type !== 'array' && sent.length > 1) return [`"${parameter.name}" is sent twice`];
    const problems = this.#schemas.problems(file, parameter.schema, parsed(parameter.schema, sent));
    return problems.map((problem) => `query parameter "${parameter.name}" ${problem}`);
  }

  #bodyProblems(operation: Operation, body: unknown): readonly string[] {
    if (operation.body === null) return body === undefined ? [] : ['a body where none is described'];
    if (body === undefined) return ['the body is missing or no JSON'];
    return this.#schemas.problems(operation.file, operation.body, body).map((problem) => `body ${problem}`);
  }
}

/** 207 is described in v3; the date-based descriptions put `numErrors` and `errors` into their 2xx schema instead. */
function answerSchema(operation: Operation, status: number): Schema | null {
  const exact = operation.responses.get(String(status));
  if (exact !== undefined) return exact;
  const success = operation.responses.get('200') ?? operation.responses.get('201');
  if (status === 207 && success) return success;
  return operation.responses.get('default') ?? null;
}

function parsed(schema: Schema, sent: readonly string[]): unknown {
  if (schema.type === 'array') return sent.flatMap((text) => text.split(','));
  const [text = ''] = sent;
  if (schema.type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

let loaded: Contract | null | undefined;

/** null = the descriptions are not there; whoever asks says so. */
export function publishedContract(): Contract | null {
  loaded ??= existsSync(FOLDER) ? new Contract(FOLDER) : null;
  return loaded;
}
