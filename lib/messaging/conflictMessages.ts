import type { RecordPage } from '../crm/port.ts';
import type { Money } from '../erp/api/primitives.ts';
import type { RecordRef } from '../erp/api/record.ts';
import type { SideName, Stored } from '../erp/api/sync/values.ts';
import type { FieldConflictReason } from '../sync/link.ts';
import type { Proposal, ShownAs } from './syncMessages.ts';

/** Which question: those of a link are told apart by their key. */
export interface ConflictName {
  readonly link: string;
  readonly key: string;
}

export interface ContestedValue {
  /** The field's name in the CRM's API, by which two answers can be compared. */
  readonly crmField: string;
  /** As people of the CRM call it; null = the CRM does not tell just now. */
  readonly crmLabel: string | null;
  /** As people of the ERP call it. */
  readonly erpField: string;
  /** Last seen in agreement; null = never were. */
  readonly base: Stored | null;
  readonly crm: Stored;
  readonly erp: Stored;
  /** null = not known. */
  readonly shownAs: ShownAs | null;
}

/** Who changed a side, and when; null = it does not tell. `record`: its last change, which may have been another field's. */
export interface ChangedBy {
  readonly of: 'field' | 'record';
  /** Epoch ms. */
  readonly at: number | null;
  readonly by: string | null;
}

/** Who has decided what, and when. */
export interface MadeDecision {
  readonly choice: ConflictChoice;
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
}

/** A question that waits for a person. */
export interface ConflictItem extends ConflictName {
  readonly record: RecordRef;
  readonly recordName: string | null;
  /** `object/id`. */
  readonly erpRecord: string;
  readonly erpName: string | null;
  readonly kind: 'fields' | 'overwritten' | 'delete' | 'survivorLinked';
  readonly reason: FieldConflictReason | null;
  /** [] where it is about the whole record. */
  readonly fields: readonly ContestedValue[];
  /** What our write replaced before anybody had read it; [] but for `overwritten`. */
  readonly overwritten: readonly Stored[];
  /** Side on which it was deleted, or overwritten; null for the other kinds. */
  readonly side: SideName | null;
  readonly changed: Readonly<Record<SideName, ChangedBy>>;
  /** The money at stake; null = none, or not known. */
  readonly atStake: Money | null;
  /** Above the threshold a second person is needed. */
  readonly needsSecond: boolean;
  /** By the first of two people; null = nobody has, or one is enough. */
  readonly proposed: MadeDecision | null;
  /** The next sync carries it out; null = it is still asked. */
  readonly decided: MadeDecision | null;
  readonly choices: readonly ConflictChoice[];
}

/** `crm`, `erp`: that side's values count. `seen`: put away what only informs. */
export type ConflictChoice = SideName | 'seen';

/** One answer among those that are confirmed together. */
export interface ShownDecision {
  readonly conflict: ConflictItem;
  readonly choice: ConflictChoice;
}

/** What the confirm frame shows of decisions. */
export interface ConflictTicket {
  readonly kind: 'resolve';
  /** Never empty. */
  readonly decisions: readonly ShownDecision[];
}

/** What became of one decision. `moved`: it is asked anew, with other values or as somebody else has decided; `busy`: it was just being written. */
export type DecisionOutcome = 'done' | 'proposed' | 'moved' | 'busy';

export interface ConflictPage {
  readonly conflicts: readonly ConflictItem[];
  readonly total: number;
  readonly next: string | null;
}

interface NamedDecision extends ConflictName {
  readonly choice: ConflictChoice;
}

export interface ConflictProtocol {
  /** `page`: of the record that a CRM page shows; null = all, which only our own pages may ask. */
  'conflicts.list': {
    request: { page: RecordPage | null; cursor: string | null; requestId: string };
    answer: ConflictPage;
  };
  /** Reads the questions anew: what is confirmed is what was shown, or it is refused as moved on. All or none of them. */
  'conflicts.propose': {
    request: { page: RecordPage | null; decisions: readonly NamedDecision[] };
    answer: Proposal;
  };
}
