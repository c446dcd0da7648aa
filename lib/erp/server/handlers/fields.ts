import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import type { Services } from './services.ts';

/** What a mapping can name. An ERP that the sync cannot read has no fields to map. */
export const mountFields = (api: Api, routes: Routes, { source }: Services): void => {
  api.openapi(routes.listErpFields, (context) => {
    const { object } = context.req.valid('param');
    return context.json({ object, fields: [...(source.records?.fields(object) ?? [])] }, 200);
  });
};
