import { useEffect, useState } from 'react';
import type { RecordPage } from '../../../lib/crm/port.ts';
import type { Failure } from '../../../lib/failure.ts';
import type { ConflictItem, ShownDecision } from '../../../lib/messaging/conflictMessages.ts';
import { usePort } from '../../panel/port.ts';
import { failureOf } from '../../panel/retry.ts';

type Stage =
  | { readonly at: 'none'; readonly failure: Failure | null }
  | { readonly at: 'asking' }
  | { readonly at: 'confirming'; readonly ticket: string; readonly frameUrl: string };

interface Decision {
  readonly stage: Stage;
  /** As they were when they were decided, and not all written; [] = nothing was. */
  readonly decided: readonly ConflictItem[];
  /** What was decided last and written; [] = nothing was. */
  readonly made: readonly ConflictItem[];
  propose(decisions: readonly ShownDecision[]): void;
  back(): void;
}

const NONE: Stage = { at: 'none', failure: null };

/** A decision from its proposal to its confirm frame. The panel can only propose; `onOver`: it was written, or it was not. */
export const useDecision = (page: RecordPage, onOver: () => void): Decision => {
  const port = usePort();
  const [stage, setStage] = useState<Stage>(NONE);
  const [decided, setDecided] = useState<readonly ConflictItem[]>([]);
  const [made, setMade] = useState<readonly ConflictItem[]>([]);
  const ticket = stage.at === 'confirming' ? stage.ticket : null;
  useEffect(
    () =>
      port.onTabMessage((message) => {
        if (message.name !== 'confirm.closed' || message.ticket !== ticket) return;
        setStage(NONE);
        setMade(message.accepted ? decided : []);
        if (message.accepted) setDecided([]);
        onOver();
      }),
    [port, ticket, decided, onOver],
  );
  const propose = (decisions: readonly ShownDecision[]) => {
    setStage({ at: 'asking' });
    setDecided(decisions.map(({ conflict }) => conflict));
    setMade([]);
    const named = decisions.map(({ conflict: { link, key }, choice }) => ({ link, key, choice }));
    port.send('conflicts.propose', { page, decisions: named }).then(
      (proposal) => setStage({ at: 'confirming', ...proposal }),
      (error: unknown) => {
        setStage({ at: 'none', failure: failureOf(error) });
        onOver();
      },
    );
  };
  const back = () => {
    setStage(NONE);
    onOver();
  };
  return { stage, decided, made, propose, back };
};
