import * as z from 'zod';
import type { Answer } from '../../../sync/ports.ts';
import type { Cell } from '../../../sync/reading.ts';
import { asValue, BLANK, type Seen, UNSEEN } from '../../../sync/value.ts';
import { associationsPaths, type Paths } from '../describedPaths.ts';
import type { Reply } from './door.ts';
import { inParts, type ObjectContext, unanswered } from './objectContext.ts';
import type { AssociationField } from './objects.ts';
import { rowErrors } from './refusedBy.ts';

const MOST_INPUTS = 1_000;

const idText = z.union([z.string(), z.number()]).transform(String);
const joined = z.object({
  toObjectId: idText,
  associationTypes: z.array(z.object({ label: z.string().nullish() })),
});
type Joined = z.infer<typeof joined>;
const answer = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: idText }),
      to: z.array(joined),
      paging: z.object({ next: z.unknown() }).nullish(),
    }),
  ),
  errors: rowErrors.nullish(),
});

/** Who each record belongs to, by its HubSpot id. One call for up to a thousand records. */
export const readAssociation = async (
  context: ObjectContext,
  { to }: AssociationField,
  ids: readonly string[],
): Promise<Answer<ReadonlyMap<string, Cell>>> => {
  const { object } = context;
  const cells = new Map<string, Cell>();
  for (const part of inParts(ids, MOST_INPUTS)) {
    const reply = await askAll(context, associationsPaths(object.path, to), part);
    if (reply.kind !== 'answered') {
      const said = unanswered(reply);
      // Without the right to see companies this field alone is not seen.
      if (said.kind === 'notSent' && said.reason === 'forbidden') continue;
      return said;
    }
    const read = answer.safeParse(reply.body);
    if (!read.success) return { kind: 'lost' };
    for (const { from, to: others, paging } of read.data.results)
      cells.set(from.id, cellOf(paging?.next === undefined ? oneOf(others) : UNSEEN));
    for (const { subCategory, context } of read.data.errors ?? [])
      if (String(subCategory).endsWith('NO_ASSOCIATIONS_FOUND'))
        for (const id of context?.fromObjectId ?? []) cells.set(id, cellOf(BLANK));
  }
  return { kind: 'answered', value: cells };
};

const askAll = async (
  { door, signal }: ObjectContext,
  [first, otherwise]: Paths,
  ids: readonly string[],
): Promise<Reply> => {
  const ask = (url: string) =>
    door(
      ({ call }) =>
        call({
          method: 'POST',
          url,
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ inputs: ids.map((id) => ({ id })) }),
        }),
      signal,
    );
  const reply = await ask(first);
  return reply.kind === 'refused' && reply.status === 404 ? ask(otherwise) : reply;
};

/** The primary one, else the only one: which of several is meant, nobody here can say. */
const oneOf = (others: readonly Joined[]): Seen => {
  const primary = others.find(({ associationTypes }) =>
    associationTypes.some(({ label }) => label === 'Primary'),
  );
  const ids = new Set(others.map(({ toObjectId }) => toObjectId));
  const [only] = ids;
  if (primary !== undefined) return asValue(primary.toObjectId);
  return only === undefined ? BLANK : ids.size === 1 ? asValue(only) : UNSEEN;
};

const cellOf = (seen: Seen): Cell => ({ seen, changedAt: null, history: null });
