import type { ObjectName } from '../ids.ts';
import type { Field, Row } from './field.ts';

export interface ObjectDefinition {
  readonly name: ObjectName;
  readonly label: string;
  readonly labelPlural: string;
  readonly fields: readonly Field[];
  /** The field a person calls the record by. */
  readonly nameField: string;
  readonly createable: boolean;
  readonly mergeable: boolean;
  /** What the org itself fills in beside the values that are written. */
  readonly completes?: (written: Row) => Row;
  /** A value that no record is made with: it has to be there first. */
  readonly madeWithout?: { readonly field: string; readonly value: string };
  /** A field that keeps when another one last changed; blank until it does. */
  readonly stamps?: { readonly field: string; readonly of: string };
}

/** What an org may have or lack. */
export interface Features {
  readonly quotes: boolean;
  readonly orders: boolean;
  readonly leads: boolean;
  readonly personAccounts: boolean;
  readonly multiCurrency: boolean;
  readonly contactsToMultipleAccounts: boolean;
}
