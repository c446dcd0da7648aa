import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export type Schema = { readonly [key: string]: unknown };

/** Error bodies carry more than is described (`status`, `policyName`): recorded answers do. They stay open. */
const OPEN = /^(Error|ErrorDetail|StandardError)$/;

/**
 * The descriptions say nothing of unknown keys, so a typing error in a request would pass. Every schema that names its properties is
 * closed here; and a property of a record may be null, as the 2026-09 description says and v3 has always answered.
 */
function closed(name: string, schema: Schema): Schema {
  const properties = schema.properties as Record<string, Schema> | undefined;
  if (properties === undefined || OPEN.test(name) || Object.keys(properties).length === 0) return schema;
  const patched = Object.entries(properties).map(([key, value]) => [
    key,
    key === 'properties' ? nullable(value) : value,
  ]);
  return { additionalProperties: false, ...schema, properties: Object.fromEntries(patched) };
}

function nullable(map: Schema): Schema {
  const values = map.additionalProperties as Schema | undefined;
  return values === undefined ? map : { ...map, additionalProperties: { ...values, nullable: true } };
}

/** Compiles schemas of several descriptions, each on first use. */
export class SchemaBook {
  readonly #ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    addFormats.default(this.#ajv);
  }

  add(file: string, schemas: Readonly<Record<string, Schema>>): void {
    const all = Object.entries(schemas).map(([name, schema]) => [name, closed(name, schema)] as const);
    this.#ajv.addSchema({ components: { schemas: Object.fromEntries(all) } }, file);
  }

  /** Problems as sentences; [] = valid. */
  problems(file: string, schema: Schema, value: unknown): readonly string[] {
    const key = `${file} ${JSON.stringify(schema)}`;
    const validate = this.#compiled.get(key) ?? this.#ajv.compile<unknown>(rooted(file, schema));
    this.#compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => {
      const { additionalProperty: key } = error.params as { additionalProperty?: string };
      const extra = key === undefined ? '' : ` (${key})`;
      return `${error.instancePath || '/'} ${error.message ?? 'is invalid'}${extra}`;
    });
  }
}

/** `#/components/…` as an absolute reference, so that a schema can be compiled away from its file. */
function rooted(file: string, schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', `"${file}#/components/`)) as Schema;
}
