import type { CrmId, FieldName, LinkId, RunId } from '../ids.ts';
import type { Conflict } from '../link.ts';
import type { Dirty, Refused } from '../ports.ts';
import type { Engine } from '../protocol.ts';
import type { Mapping } from '../rule.ts';
import { type Outcome, type RowId, type RowOutcome, stronger } from '../runState.ts';

/** One batch in progress: what each link came to so far, and which ones another pass has to look at. */
export interface Batch {
  readonly engine: Engine;
  readonly run: RunId;
  readonly mapping: Mapping;
  /** The brake was asked about this run's writes. What turns up unplanned in a run that had none waits for the next one. */
  readonly mayWrite: boolean;
  readonly outcomes: Map<RowId, RowOutcome>;
  /** Fields that a side has refused within this batch: asked about, not sent again. */
  readonly refused: Map<LinkId, ReadonlySet<FieldName>>;
  /** CRM records that were looked at, and what a row about them is about. */
  readonly met: Map<CrmId, RowId>;
  /** To be looked at in a later run, each once. */
  readonly later: Map<string, Dirty>;
}

export const rank = (
  { outcomes }: Batch,
  record: RowId,
  outcome: Outcome,
  reason: string | null = null,
): void => {
  const known = outcomes.get(record);
  const row: RowOutcome = { record, outcome, reason };
  outcomes.set(record, known === undefined ? row : stronger(known, row));
};

export const later = ({ later: put }: Batch, dirty: Dirty): void => {
  put.set(`${dirty.kind} ${dirty.id}`, dirty);
};

/** A code of our own says all; pages have words for it. */
export const reasonOf = ({ code, message }: Refused): string =>
  message === '' ? code : `${code}: ${message}`;

/** What a person is asked, in one word. */
export const questionOf = (conflict: Conflict | undefined): string | null =>
  conflict === undefined ? null : conflict.kind === 'fields' ? conflict.reason : conflict.kind;
