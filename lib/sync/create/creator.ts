import type { Answer, Refused } from '../answer.ts';
import type { CrmId, FieldName, TwinKey } from '../ids.ts';
import type { Stored, Value } from '../value.ts';

export interface NewRecord {
  readonly key: TwinKey;
  readonly fields: Readonly<Record<FieldName, Value>>;
}

export type CreateOutcome<Id> =
  /** `stored`: what the side made of it; null where the answer does not say. */
  | {
      readonly kind: 'created';
      readonly id: Id;
      readonly stored: Readonly<Record<FieldName, Stored>> | null;
    }
  /** The side says that this record is there already: by its key, or by a duplicate rule of its own; `id` where it names it. */
  | { readonly kind: 'exists'; readonly id: Id | null; readonly reason: Refused }
  /** A validation rule, a missing right: nothing of this row was stored. */
  | { readonly kind: 'refused'; readonly fields: readonly FieldName[]; readonly reason: Refused };

/** A record of the CRM that a search has found, with what tells it apart. Whether it is the same thing in the world, the ERP API judges. */
export interface Resembling {
  readonly id: CrmId;
  readonly known: Readonly<
    Partial<Record<'name' | 'domain' | 'email' | 'phone' | 'city' | 'country', string>>
  >;
}

/** What a search has found that is like one record. */
export interface Lookalikes {
  readonly found: readonly Resembling[];
  /** false = there are more than the CRM would show, however narrowly it was asked. */
  readonly isComplete: boolean;
}

/** Makes records on one side, each with a key that says whose twin it is. Answers come in the order of the question, one per row. */
export interface Creator<Id> {
  readonly capabilities: {
    /** The side itself refuses, or merges, a second record with the key (an external id, a unique property). */
    readonly unique: boolean;
    /** How long a created record may stay invisible to `withKey`, milliseconds. */
    readonly visibleMs: number;
  };
  /** All living records that carry each key. */
  withKey(keys: readonly TwinKey[]): Promise<Answer<readonly (readonly Id[])[]>>;
  /**
   * Living records that may be the same thing in the world as what is described under this side's field names: rather too many than too
   * few. Absent: nothing can be searched for there.
   */
  readonly alike?: (
    rows: readonly Readonly<Record<FieldName, Stored>>[],
  ) => Promise<Answer<readonly Lookalikes[]>>;
  create(rows: readonly NewRecord[]): Promise<Answer<readonly CreateOutcome<Id>[]>>;
}
