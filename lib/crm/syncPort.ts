import type { CrmSystem } from '../erp/api/record.ts';
import type { Creator } from '../sync/create/creator.ts';
import type { CrmId, FieldName, ServerTime } from '../sync/ids.ts';
import type { Answer, CrmFeed, Side } from '../sync/ports.ts';

/** A field as the CRM describes it to this user now. One that the user may not see is not among them. */
export interface CrmField {
  readonly name: FieldName;
  readonly label: string;
  /** `amount`: integer minor units on our side. `other`: shown, but never read or written. */
  readonly type:
    | 'text'
    | 'number'
    | 'amount'
    | 'date'
    | 'dateTime'
    | 'boolean'
    | 'picklist'
    | 'reference'
    | 'email'
    | 'phone'
    | 'url'
    | 'other';
  /** Cannot be changed once the record is there. */
  readonly readOnly: boolean;
  /** Can be set when the record is made, though `readOnly`. */
  readonly creatable: boolean;
  /** A record without it is refused. */
  readonly required: boolean;
  /** The CRM refuses a second record with the same value. */
  readonly unique: boolean;
  /** Characters; null = no text, or no limit is told. */
  readonly maxLength: number | null;
  /** null = not a picklist. `value` is what is stored. */
  readonly options: readonly { readonly value: string; readonly label: string }[] | null;
}

/** A CRM as the sync uses it, with one user's rights. Values are as in `lib/sync/value.ts`, whatever the CRM makes of them. */
export interface CrmSync {
  readonly system: CrmSystem;
  /**
   * The live field list; `lately`: as it was within the last hour, at no call where it was read then. Rejects with `FailureError`;
   * `crm.notFound` where the org has no such object.
   */
  fields(object: string, signal: AbortSignal, asOf?: 'now' | 'lately'): Promise<readonly CrmField[]>;
  /** `fields`: what the mapping reads and writes. Rejects with `FailureError`; afterwards nothing rejects any more. */
  open(object: string, fields: readonly FieldName[], signal: AbortSignal): Promise<CrmObjectSync>;
  /**
   * What people call users, by the CRM's own ids of them, asked at most once an hour. Who is not in the answer, the CRM does not tell
   * of. Rejects with `FailureError`.
   */
  userNames(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

/** One object of one org, for one run. */
export interface CrmObjectSync {
  readonly crm: Side<CrmId>;
  readonly feed: CrmFeed;
  /** null = no field for the key is configured, or the user may not write it: nothing can be created here exactly once. */
  readonly creator: Creator<CrmId> | null;
  /**
   * Requests of one `crm.write` or `creator.create` leave within this many milliseconds of the call, whatever the machine does;
   * rows that come too late are not sent. `SyncSettings.requestMs` has to be longer by what the last request itself may take.
   */
  readonly sendsWithinMs: number;
  /** ISO 4217 of the amounts of records that name no currency; null = not known. */
  readonly orgCurrency: string | null;
  /** Fields asked for that this user does not see, or that are gone or unreadable: they read as `unseen`. Grows during a run. */
  unseenFields(): readonly FieldName[];
  /**
   * Deleted records are sure to be in the feed from this time on. Where the watermark is older, deletes may have gone by unheard:
   * `visibleIds` is owed.
   */
  deletesKnownFrom(): Promise<Answer<ServerTime>>;
  /**
   * All ids that this user sees, page by page; ends after the first page that was not answered. A linked record that is in none
   * of them is a suspect for a person to look at, never a delete: hidden looks exactly like gone.
   */
  visibleIds(): AsyncIterable<Answer<readonly CrmId[]>>;
}
