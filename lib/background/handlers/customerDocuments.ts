import type { ListKind } from '../../erp/api/lists.ts';
import type { ErpClient } from '../../erp/client.ts';
import { FailureError } from '../../failure.ts';
import type { Dated, DocumentsAnswer, PanelView, Request } from '../../messaging/protocol.ts';
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
      if (!(await isLinked(request, views, signal))) throw new FailureError({ code: 'message.refused' });
      return erp.use((client) => read(client, request, signal));
    });

const isLinked = async (
  { page, customer, company }: Request<'customer.documents'>,
  views: Services['views'],
  signal: AbortSignal,
): Promise<boolean> => {
  const has = ({ value }: Dated<PanelView>) => value.view.customers.some(({ id }) => id === customer);
  const known = await views.cached(page);
  // What is kept may be another of the record's companies, or older than the link.
  return (known !== null && has(known)) || has(await views.fresh(page, signal, company));
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
