import type { RecordPage } from '../../crm/port.ts';
import type { ListKind } from '../../erp/client/documents.ts';
import type { ErpClient } from '../../erp/client.ts';
import { FailureError } from '../../failure.ts';
import type { DocumentsAnswer, Request } from '../../messaging/protocol.ts';
import type { Handler } from '../../messaging/serve.ts';
import type { Services } from '../services.ts';

/** As many as the ERP API gives at once: ten thousand invoices are twenty questions. */
const LIMIT = 500;

/** More documents of a customer, and only of one that this very record is linked to: a page cannot leaf through the books. */
export const customerDocuments =
  ({
    views,
    erp,
    cancellations,
  }: Pick<Services, 'views' | 'erp' | 'cancellations'>): Handler<'customer.documents'> =>
  (request, sender) =>
    cancellations.run(sender, request.requestId, async (signal) => {
      if (!(await isLinked(request.page, request.customer, views, signal)))
        throw new FailureError({ code: 'message.refused' });
      return erp.use((client) => read(client, request, signal));
    });

const isLinked = async (
  page: RecordPage,
  customer: string,
  views: Services['views'],
  signal: AbortSignal,
): Promise<boolean> => {
  const { value } = (await views.cached(page)) ?? (await views.fresh(page, signal));
  return value.view.customers.some(({ id }) => id === customer);
};

const read = async (
  client: ErpClient,
  { kind, customer, cursor }: Request<'customer.documents'>,
  signal: AbortSignal,
): Promise<DocumentsAnswer> => {
  const page = await client.documents<ListKind>(kind, customer, { cursor, limit: LIMIT }, signal);
  // The client asked for this kind and proved every row of the answer to be of it.
  return { kind, ...page } as DocumentsAnswer;
};
