import { OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { type RouteName, routes } from '../api/routes.ts';
import { API_VERSION } from './version.ts';

const SCHEMAS = '#/components/schemas/';

/** Named schemas in zod's own translation: it tells "an amount or null" from "an amount", also where both share a name. */
const schemas = (names: ReadonlySet<string>): Record<string, unknown> => {
  const all = z.toJSONSchema(z.globalRegistry, { uri: (id) => SCHEMAS + id }).schemas;
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => names.has(name))
      .map(([name, { $schema: _, $id: __, id: ___, ...schema }]) => [name, schema]),
  );
};

/** The ERP API as OpenAPI 3.1, made from the routes that the server mounts. */
export const contractDocument = (): Record<string, unknown> => {
  const api = new OpenAPIHono();
  for (const name of Object.keys(routes) as RouteName[]) api.openAPIRegistry.registerPath(routes[name]);
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'Token of one user, made with `npm run erp -- token`.',
  });
  const { components, ...document } = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Ledgerside ERP API',
      version: API_VERSION,
      description: 'What the ERP knows about a customer, and which CRM records belong to it.',
    },
  });
  const names = new Set(Object.keys(components?.schemas ?? {}));
  return { ...document, components: { ...components, schemas: schemas(names) } };
};

/** As it is committed: `lib/erp/api/openapi.json`. */
export const contractText = (): string => `${JSON.stringify(contractDocument(), null, 2)}\n`;
