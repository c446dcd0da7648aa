import type { ConflictItem, ShownDecision } from '../../lib/messaging/conflictMessages.ts';

export interface QuestionsProps {
  /** Of one link. */
  readonly conflicts: readonly ConflictItem[];
  readonly now: number;
  /** As they were when this person last decided: shown again, with what has moved since. */
  readonly decided: readonly ConflictItem[];
  readonly isOwnPage?: boolean;
  readonly busy: boolean;
  /** Absent where the role lets nobody here decide. */
  readonly onDecide: ((decisions: readonly ShownDecision[]) => void) | undefined;
}
