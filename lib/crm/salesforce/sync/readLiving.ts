import * as z from 'zod';
import type { CrmId, ServerTime } from '../../../sync/ids.ts';
import type { Answer } from '../../../sync/ports.ts';
import type { Found } from '../../../sync/reading.ts';
import { askComposite, COLLECTION_ROWS, MOST_LISTS, type Subanswer, type Subrequest } from './composite.ts';
import { dropHidden } from './dropHidden.ts';
import type { ObjectContext } from './objectContext.ts';
import { DOCUMENT_LISTS, openDocumentQueries, withOpenDocuments } from './openDocuments.ts';
import { errorsOf } from './refusedBy.ts';
import { foundOf, recordRow, selectedFields } from './rows.ts';
import { inParts } from './soql.ts';

export type Living = ReadonlyMap<string, Found<CrmId>>;

const collection = z.array(recordRow.nullable());

/** The living ones of these ids, by id, as many to a call as it takes. Not by queries, which may lag behind a write. */
export const readLiving = async (context: ObjectContext, ids: readonly string[]): Promise<Answer<Living>> => {
  const found = new Map<string, Found<CrmId>>();
  const lists = hasDocuments(context) ? MOST_LISTS - DOCUMENT_LISTS : MOST_LISTS;
  for (const part of inParts(ids, COLLECTION_ROWS * lists)) {
    const answer = await readPart(context, part);
    if (answer.kind !== 'answered') return answer;
    for (const [id, reading] of answer.value) found.set(id, reading);
  }
  return { kind: 'answered', value: found };
};

export const hasDocuments = ({ described }: ObjectContext): boolean => described.name === 'Account';

const readPart = async (context: ObjectContext, ids: readonly string[]): Promise<Answer<Living>> => {
  const lists = inParts(ids, COLLECTION_ROWS).map(
    (part): Subrequest => ({
      method: 'POST',
      path: `/composite/sobjects/${context.described.name}`,
      body: { ids: part, fields: selectedFields(context) },
    }),
  );
  const documents = hasDocuments(context) ? openDocumentQueries(ids) : [];
  const reply = await askComposite(context.door, [...lists, ...documents], context.signal);
  if (reply.kind === 'refused') return { kind: 'notSent', reason: 'forbidden' };
  if (reply.kind !== 'answered') return reply;
  // Without the server's clock nobody could say whether a reading is fresh.
  if (reply.readAt === null) return { kind: 'lost' };
  const answers = reply.answers.slice(0, lists.length);
  // One field that this user may not see refuses a whole list: read again without it.
  if (
    dropHidden(
      context,
      answers.flatMap((answer) => errorsOf(answer?.body)),
    )
  )
    return readPart(context, ids);
  return livingIn(context, answers, {
    readAt: reply.readAt,
    open: withOpenDocuments(documents.length > 0 ? ids : [], reply.answers.slice(lists.length)),
  });
};

const livingIn = (
  context: ObjectContext,
  answers: readonly (Subanswer | undefined)[],
  { readAt, open }: { readonly readAt: ServerTime; readonly open: ReadonlySet<string> },
): Answer<Living> => {
  const found = new Map<string, Found<CrmId>>();
  for (const answer of answers) {
    if (answer === undefined || answer.status >= 500) return { kind: 'lost' };
    if (answer.status >= 400) return { kind: 'notSent', reason: 'forbidden' };
    const rows = collection.safeParse(answer.body);
    if (!rows.success) return { kind: 'lost' };
    for (const row of rows.data)
      if (row !== null) found.set(row.Id, foundOf(context, row, readAt, open.has(row.Id)));
  }
  return { kind: 'answered', value: found };
};
