import type { CustomerId } from '../../api/primitives.ts';
import type { DocumentKind, DocumentKinds, Page } from '../../sources/source.ts';
import { type Caller, visibleTo } from '../access/caller.ts';
import type { Routes } from '../access/guardedRoutes.ts';
import type { Api } from '../http/environment.ts';
import { Refusal } from '../http/refusal.ts';
import type { Services } from './services.ts';

interface PageQuery {
  readonly asOf?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export const mountDocuments = (api: Api, routes: Routes, { source }: Services): void => {
  const pageOf = async <K extends DocumentKind>(
    kind: K,
    { tenant, ...caller }: Caller,
    id: CustomerId,
    { asOf, cursor, limit }: PageQuery,
  ): Promise<{ rows: DocumentKinds[K][]; nextCursor: string | null }> => {
    const page: Page<DocumentKinds[K]> | null = await source.documents(
      tenant,
      id,
      kind,
      { visibleTo: visibleTo({ tenant, ...caller }) },
      { asOf: asOf ?? null, after: cursor ?? null, limit },
    );
    if (page === null) throw new Refusal('customer.unknown');
    return { rows: [...page.rows], nextCursor: page.next };
  };

  api.openapi(routes.listInvoices, async (context) => {
    const { id } = context.req.valid('param');
    const page = await pageOf('invoices', context.get('caller'), id, context.req.valid('query'));
    return context.json({ invoices: page.rows, nextCursor: page.nextCursor }, 200);
  });
  api.openapi(routes.listOrders, async (context) => {
    const { id } = context.req.valid('param');
    const page = await pageOf('orders', context.get('caller'), id, context.req.valid('query'));
    return context.json({ orders: page.rows, nextCursor: page.nextCursor }, 200);
  });
  api.openapi(routes.listPayments, async (context) => {
    const { id } = context.req.valid('param');
    const page = await pageOf('payments', context.get('caller'), id, context.req.valid('query'));
    return context.json({ payments: page.rows, nextCursor: page.nextCursor }, 200);
  });
  api.openapi(routes.listQuotes, async (context) => {
    const { id } = context.req.valid('param');
    const page = await pageOf('quotes', context.get('caller'), id, context.req.valid('query'));
    return context.json({ quotes: page.rows, nextCursor: page.nextCursor }, 200);
  });
  api.openapi(routes.listProductsBought, async (context) => {
    const { id } = context.req.valid('param');
    const page = await pageOf('products', context.get('caller'), id, context.req.valid('query'));
    return context.json({ products: page.rows, nextCursor: page.nextCursor }, 200);
  });
  api.openapi(routes.listContacts, async (context) => {
    const { id } = context.req.valid('param');
    const page = await pageOf('contacts', context.get('caller'), id, context.req.valid('query'));
    return context.json({ contacts: page.rows, nextCursor: page.nextCursor }, 200);
  });
};
