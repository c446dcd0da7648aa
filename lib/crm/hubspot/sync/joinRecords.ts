import * as z from 'zod';
import type { FieldName } from '../../../sync/ids.ts';
import type { Answer, Refused } from '../../../sync/ports.ts';
import type { Cell } from '../../../sync/reading.ts';
import { asValue, BLANK, type Stored, type Written } from '../../../sync/value.ts';
import { joinPaths, type Paths, partPaths } from '../describedPaths.ts';
import { readAssociation } from './associations.ts';
import type { Reply } from './door.ts';
import type { ObjectContext } from './objectContext.ts';
import type { AssociationField } from './objects.ts';
import { reasonOf } from './refusedBy.ts';

/** A record, by its HubSpot id, and what it is to belong to from now on; cleared = to nothing. */
export interface Joining {
  readonly id: string;
  readonly field: AssociationField;
  readonly to: Written;
}
export type Joined =
  | { readonly kind: 'joined'; readonly stored: Stored }
  | { readonly kind: 'refused'; readonly fields: readonly FieldName[]; readonly reason: Refused }
  /** Certainly without effect. */
  | { readonly kind: 'unsent' }
  /** Parted, or joined, or neither: whoever looks will see. */
  | { readonly kind: 'unknown' };

export const NO_RECORD: Refused = {
  code: 'INVALID_ASSOCIATION',
  message: 'What it should belong to is no record of HubSpot.',
};
export const isRecordId = (text: string): boolean => /^\d{1,20}$/.test(text);

const idText = z.union([z.string(), z.number()]).transform(String);
const joinedAnswer = z.object({ results: z.array(z.object({ to: z.object({ id: idText }) })).min(1) });

/**
 * Joins records with others in place of those that they are joined with. HubSpot would keep both, and then nobody could say which one
 * is meant: so the present one is parted first. One answer per row, in their order.
 */
export const joinRecords = async (
  context: ObjectContext,
  rows: readonly Joining[],
  notAfter: number,
): Promise<readonly Joined[]> => {
  const present = new Map<FieldName, Answer<ReadonlyMap<string, Cell>>>();
  for (const { field } of rows) {
    if (present.has(field.name)) continue;
    const ids = rows.filter((row) => row.field.name === field.name).map(({ id }) => id);
    present.set(field.name, await readAssociation(context, field, ids));
  }
  const joined: Joined[] = [];
  for (const row of rows) {
    const answer = present.get(row.field.name);
    const seen = answer?.kind === 'answered' ? answer.value.get(row.id)?.seen : undefined;
    // Somebody has joined it with several meanwhile, or it cannot be looked at: whoever planned this looks again.
    const isTellable = seen !== undefined && seen.kind !== 'unseen';
    joined.push(isTellable ? await joinOne(context, row, seen, notAfter) : { kind: 'unsent' });
  }
  return joined;
};

const joinOne = async (
  context: ObjectContext,
  { id, field, to }: Joining,
  present: Stored,
  notAfter: number,
): Promise<Joined> => {
  const { object } = context;
  const before = present.kind === 'value' ? String(present.value) : null;
  const after = to.kind === 'value' ? String(to.value) : null;
  if (after !== null && !isRecordId(after))
    return { kind: 'refused', fields: [field.name], reason: NO_RECORD };
  if (before === after) return { kind: 'joined', stored: present };
  if (before !== null) {
    const parted = await ask(context, 'DELETE', partPaths(object.path, id, field.to, before), notAfter);
    if (parted.kind !== 'answered') return unanswered(field, parted);
    if (after === null) return { kind: 'joined', stored: BLANK };
  }
  if (after === null) return { kind: 'joined', stored: BLANK };
  const reply = await ask(context, 'PUT', joinPaths(object.path, id, field.to, after), notAfter);
  // Parted already: no longer as it was before, whatever is said of the rest.
  if (reply.kind !== 'answered') return before === null ? unanswered(field, reply) : { kind: 'unknown' };
  const read = joinedAnswer.safeParse(reply.body);
  // A record that was merged away answers under its survivor's id.
  const [first] = read.success ? read.data.results : [];
  return first === undefined ? { kind: 'unknown' } : { kind: 'joined', stored: asValue(first.to.id) };
};

const unanswered = (field: AssociationField, reply: Exclude<Reply, { kind: 'answered' }>): Joined => {
  switch (reply.kind) {
    case 'lost':
      return { kind: 'unknown' };
    case 'notSent':
      return { kind: 'unsent' };
    case 'refused':
      return { kind: 'refused', fields: [field.name], reason: reasonOf(reply.error) };
  }
};

const ask = async (
  { door, signal }: ObjectContext,
  method: 'PUT' | 'DELETE',
  [first, otherwise]: Paths,
  notAfter: number,
): Promise<Reply> => {
  const reply = await door(({ call }) => call({ method, url: first }), signal, notAfter);
  if (reply.kind !== 'refused' || reply.status !== 404) return reply;
  return door(({ call }) => call({ method, url: otherwise }), signal, notAfter);
};
