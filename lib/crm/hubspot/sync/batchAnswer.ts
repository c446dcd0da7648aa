import * as z from 'zod';
import { rowErrors } from './refusedBy.ts';

const version = z.object({
  value: z.string().nullish(),
  timestamp: z.string(),
  /** `userId:8001` where a person did it on a page. */
  sourceId: z.string().nullish(),
  updatedByUserId: z.union([z.number(), z.string()]).nullish().catch(null),
});
const row = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  properties: z.record(z.string(), z.string().nullable()),
  propertiesWithHistory: z.record(z.string(), z.array(version)).nullish(),
  updatedAt: z.iso.datetime({ offset: true }),
  archivedAt: z.string().nullish(),
  objectWriteTraceId: z.string().nullish(),
});
/** One record of any answer. */
export type Row = z.infer<typeof row>;

/** Batch read, create and update. 200, 201 and 207 alike: rows are counted, the status says nothing about them. */
export const batchAnswer = z.object({
  results: z.array(row),
  errors: rowErrors.nullish().transform((errors) => errors ?? []),
  startedAt: z.iso.datetime({ offset: true }),
});

/** A page of a search or of a list. */
export const recordPage = z.object({
  results: z.array(row),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});
