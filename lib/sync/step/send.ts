import type { FieldName } from '../ids.ts';
import type { Pending } from '../link.ts';
import type { Refused, Side, WriteOutcome, WriteRow } from '../ports.ts';
import type { Engine } from '../protocol.ts';
import type { Found, Reading } from '../reading.ts';
import type { SideName } from '../rule.ts';
import type { Stored, Written } from '../value.ts';
import type { Intent } from './intent.ts';

/** What is known of one side's write after everything that could be looked at. */
export type Sent<Id> =
  /** `after` = how the record read afterwards, where that was needed. */
  | {
      readonly kind: 'written';
      readonly stored: Readonly<Record<FieldName, Stored>> | null;
      readonly after: Reading<Id> | null;
    }
  | { readonly kind: 'refused'; readonly fields: readonly FieldName[]; readonly reason: Refused }
  /** Certainly without effect: the record had moved on, or it was too late to send. */
  | { readonly kind: 'notSent' }
  /** Whoever recovers it will see. */
  | { readonly kind: 'unknown' };

interface Row<Id> {
  readonly intent: Intent;
  readonly reading: Found<Id>;
}

/** Writes one side of many intents: looked at just before where there is no lock, read back where the answer does not tell. */
export const send = async <Id>(
  engine: Engine,
  name: SideName,
  side: Side<Id>,
  rows: readonly Row<Id>[],
): Promise<ReadonlyMap<Intent, Sent<Id>>> => {
  const sent = new Map<Intent, Sent<Id>>();
  const ready = await stillUntouched(engine, side, rows);
  // The sender may have slept at any of these awaits: the last look at the clock is the one that counts.
  const now = engine.ports.clock.elapsed();
  const due = ready.filter(({ intent }) => now <= intent.sendBefore);
  for (const { intent } of rows) sent.set(intent, { kind: 'notSent' });
  if (due.length === 0) return sent;
  const answer = await side.write(due.map((row) => writeRow(name, side, row)));
  if (answer.kind === 'notSent') return sent;
  const written: Row<Id>[] = [];
  due.forEach((row, index) => {
    const outcome = answer.kind === 'answered' ? answer.value[index] : undefined;
    const known = outcomeOf(outcome, row.reading.id);
    sent.set(row.intent, known);
    if (known.kind === 'written' && needsLook(side, row.intent, known.stored)) written.push(row);
  });
  return lookAgain(side, written, sent);
};

/** Without a lock the record is read just before it is written: whoever touched it in between gets a new plan. */
const stillUntouched = async <Id>(
  { ports }: Engine,
  side: Side<Id>,
  rows: readonly Row<Id>[],
): Promise<readonly Row<Id>[]> => {
  if (side.capabilities.locking !== 'none') return rows;
  const due = rows.filter(({ intent }) => ports.clock.elapsed() <= intent.sendBefore);
  if (due.length === 0) return due;
  const answer = await side.read(due.map(({ reading }) => reading.id));
  if (answer.kind !== 'answered') return [];
  return due.filter(({ reading }, index) => {
    const now = answer.value[index];
    return now?.kind === 'found' && now.id === reading.id && now.version === reading.version;
  });
};

const writeRow = <Id>(name: SideName, side: Side<Id>, { intent, reading }: Row<Id>): WriteRow<Id> => ({
  id: reading.id,
  change:
    intent.pending.archive === name
      ? { kind: 'archive' }
      : { kind: 'fields', fields: patchOf(intent.pending, name) },
  expected: side.capabilities.locking === 'none' ? null : reading.version,
});

const patchOf = ({ fields }: Pending, side: SideName): Readonly<Record<FieldName, Written>> => {
  const patch: Record<string, Written> = {};
  for (const field of fields) {
    const half = field[side];
    if (half.kind === 'write') patch[field.fields[side]] = half.after;
  }
  return patch;
};

const outcomeOf = <Id>(outcome: WriteOutcome<Id> | undefined, id: Id): Sent<Id> => {
  switch (outcome?.kind) {
    // No answer, or one row too few: 2xx is not success.
    case undefined:
      return { kind: 'unknown' };
    case 'written':
      // It landed on the survivor of a merge: what stood there was never read.
      if (outcome.id !== id) return { kind: 'unknown' };
      return { kind: 'written', stored: outcome.stored, after: null };
    case 'refused':
      return { kind: 'refused', fields: outcome.fields, reason: outcome.reason };
    case 'stale':
    case 'gone':
      return { kind: 'notSent' };
  }
};

const needsLook = (
  { capabilities }: Pick<Side<unknown>, 'capabilities'>,
  { pending }: Intent,
  stored: Readonly<Record<FieldName, Stored>> | null,
): boolean =>
  (stored === null && pending.archive === null) ||
  (capabilities.locking === 'none' && (capabilities.history || pending.archive !== null));

const lookAgain = async <Id>(
  side: Side<Id>,
  rows: readonly Row<Id>[],
  sent: Map<Intent, Sent<Id>>,
): Promise<ReadonlyMap<Intent, Sent<Id>>> => {
  if (rows.length === 0) return sent;
  const answer = await side.read(rows.map(({ reading }) => reading.id));
  rows.forEach(({ intent }, index) => {
    const after = answer.kind === 'answered' ? answer.value[index] : undefined;
    const known = sent.get(intent);
    if (known?.kind !== 'written') return;
    sent.set(intent, after === undefined ? { kind: 'unknown' } : { ...known, after });
  });
  return sent;
};
