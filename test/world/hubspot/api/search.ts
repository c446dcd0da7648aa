import { type SearchRequest, search } from '../model/search.ts';
import { type ApiApp, type ApiServices, bases, jsonBody, requireScope, typeOf } from './context.ts';
import { objectView } from './objectView.ts';

/** Five a second for the account; its answers carry no rate-limit headers (`apiApp.ts`). */
export function searchRoutes(app: ApiApp, services: ApiServices): void {
  for (const base of bases('objects')) {
    app.post(`${base}/:objectType/search`, async (context) => {
      const access = context.get('access');
      const type = typeOf(context);
      requireScope(access, type.readScope);
      services.limits.takeSearch(access.portal);
      const body = await jsonBody<SearchRequest & { properties: readonly string[] }>(context);
      const found = search(access.portal, type, body, access.userId);
      return context.json({
        total: found.total,
        results: found.page.map((record) =>
          objectView(access, record, { properties: body.properties, asOf: found.asOf }),
        ),
        ...(found.next === null ? {} : { paging: { next: { after: found.next } } }),
      });
    });
  }
}
