import * as z from 'zod';

const rows = z.array(z.unknown());
const composite = z.object({
  compositeRequest: z.array(z.object({ method: z.string(), url: z.string(), body: z.unknown() })),
});
const collection = z.object({ records: rows });
const batch = z.object({ inputs: rows });

/** How many records a request to either CRM would create, change or delete. A POST that only reads changes none. */
export const rowsWritten = (method: string, path: string, body: string | null): number => {
  if (body === null || body === '') return 0;
  return rowsIn(method, path, JSON.parse(body));
};

const rowsIn = (method: string, path: string, body: unknown): number => {
  const parts = composite.safeParse(body);
  if (parts.success)
    return parts.data.compositeRequest.reduce(
      (sum, each) => sum + rowsIn(each.method, each.url, each.body),
      0,
    );
  if (/\/batch\/(create|update|upsert|archive)$/.test(path)) return batch.parse(body).inputs.length;
  const list = collection.safeParse(body);
  if (list.success) return list.data.records.length;
  const isRecord = /\/sobjects\/\w+(\/\w+)?$/.test(path) && !/\/composite\/sobjects\//.test(path);
  return isRecord && (method === 'PATCH' || method === 'POST' || method === 'DELETE') ? 1 : 0;
};
