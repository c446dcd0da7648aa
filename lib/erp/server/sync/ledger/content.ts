import type { DraftReason } from '../../../api/convert.ts';
import type { BrakeReason, ChangeCounts } from '../../../api/sync/brake.ts';
import type { Decision } from '../../../api/sync/conflicts.ts';
import type { Conflict } from '../../../api/sync/link.ts';
import type { IntendedEntry, OutcomeEntry, PrepareRow } from '../../../api/sync/prepare.ts';

/** What an entry of the ledger says. `intended` comes before the write, `outcome` after it, under the same intent. */
export type LedgerContent =
  | ({
      readonly kind: 'intended';
      readonly intent: string | null;
      readonly record: string;
      readonly mapping: number;
    } & IntendedEntry)
  | ({ readonly kind: 'outcome'; readonly intent: string | null; readonly record: string } & OutcomeEntry)
  | ({ readonly kind: 'loser'; readonly mapping: number } & PrepareRow['losers'][number])
  | { readonly kind: 'asked'; readonly conflict: Conflict }
  | { readonly kind: 'answered'; readonly key: string }
  | {
      readonly kind: 'proposed' | 'decided';
      readonly key: string;
      readonly decision: Decision;
      /** The question as it was in view. */
      readonly conflict: Conflict;
      /** Who proposed it, where two people were needed. */
      readonly with: string | null;
    }
  | { readonly kind: 'archived'; readonly record: string; readonly intent: string }
  | { readonly kind: 'linked'; readonly crm: string; readonly erp: string }
  | { readonly kind: 'parted'; readonly crm: string; readonly erp: string }
  | { readonly kind: 'repointed'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'ordered';
      readonly opportunity: string;
      readonly order: string;
      readonly amount: number;
      readonly currency: string;
      readonly draft: DraftReason | null;
    }
  | {
      readonly kind: 'approved';
      /** Of the run that may go on. */
      readonly counts: ChangeCounts;
      readonly reasons: readonly BrakeReason[];
      readonly of: string;
    }
  | { readonly kind: 'paused'; readonly reason: string; readonly detail: string }
  | { readonly kind: 'resumed'; readonly reason: string; readonly detail: string }
  | { readonly kind: 'setting'; readonly name: string; readonly version: number };
