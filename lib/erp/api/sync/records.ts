import * as z from 'zod';
import { erpId, name, stored } from './values.ts';

export const recordsQuestion = z
  .strictObject({ ids: z.array(erpId).min(1).max(200) })
  .meta({ id: 'RecordsQuestion' });

/** One reading of an ERP record, in the order of the question. Times are milliseconds since 1970 by the ERP API's clock. */
const reading = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('found'),
      id: erpId,
      version: z.string(),
      /** null = not since the feed began. */
      modifiedAt: z.number().nullable(),
      readAt: z.number(),
      fields: z.record(name, stored),
      openDocuments: z.boolean(),
    }),
    /** Proof of a delete. */
    z.object({ kind: z.literal('deleted'), fields: z.record(name, stored).nullable() }),
    /** Not there for this caller: gone or hidden, nobody can say. */
    z.object({ kind: z.literal('absent') }),
  ])
  .meta({ id: 'ErpReading' });
export type ErpReading = z.infer<typeof reading>;

export const recordsAnswer = z.object({ records: z.array(reading) }).meta({ id: 'RecordsAnswer' });
