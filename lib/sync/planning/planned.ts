import type { Meeting } from '../create/meet.ts';
import type { Candidate, Single } from '../create/ports.ts';
import type { CrmId, ErpId, FieldName, LinkId, RuleKey } from '../ids.ts';
import type { Conflict } from '../link.ts';
import type { Cause } from '../plan/recordPlan.ts';
import type { SideName } from '../rule.ts';
import type { Stored, Written } from '../value.ts';

export interface FieldChange extends Omit<Cause, 'rule'> {
  readonly rule: RuleKey;
  readonly side: SideName;
  readonly field: FieldName;
  readonly before: Stored;
  readonly after: Stored;
}

/** What a run would do to one linked pair. Plain data: it is shown to people. */
export interface PlannedChange {
  readonly kind: 'change';
  readonly link: LinkId;
  readonly crm: CrmId;
  readonly erp: ErpId;
  readonly fields: readonly FieldChange[];
  readonly questions: readonly Conflict[];
  /** The twin of a deleted record, to be archived. */
  readonly archive: SideName | null;
  /**
   * What has to be done before anything can be planned: an intent that somebody left behind is recovered, or the link follows its
   * merged CRM record. null = nothing.
   */
  readonly first: 'recover' | 'follow' | null;
}

/** What a run would do about one record that has no link. Plain data: it is shown to people. */
export interface PlannedTwin {
  readonly kind: 'twin';
  readonly of: Single;
  readonly step: Meeting;
  readonly candidates: readonly Candidate[];
  /** What the twin would be made of, on the other side. */
  readonly fields: readonly { readonly rule: RuleKey; readonly field: FieldName; readonly value: Written }[];
}

/** What a run would do to one pair, or to one record that has no link. */
export type Planned = PlannedChange | PlannedTwin;

/** What a run sets out to do, as the brake judges it. */
export interface Counts {
  readonly creates: number;
  /** Records of which a field is written, or may have to be once an intent that was left behind, or a merge, is dealt with. */
  readonly updates: number;
  /** Per field, how many values it would lose of how many that were seen in it. */
  readonly clears: readonly {
    readonly side: SideName;
    readonly field: FieldName;
    readonly cleared: number;
    readonly of: number;
  }[];
  readonly deletes: number;
  /** Minor units by which amounts would change, up or down, added up; `currency` null = not known. */
  readonly moved: readonly { readonly currency: string | null; readonly amount: number }[];
}
