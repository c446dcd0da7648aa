import { useEffect, useState } from 'react';
import type { RecordPage } from '../../../lib/crm/port.ts';
import type { Failure } from '../../../lib/failure.ts';
import type { ConflictChoice, ConflictItem } from '../../../lib/messaging/conflictMessages.ts';
import { usePort } from '../../panel/port.ts';
import { failureOf } from '../../panel/retry.ts';

type Stage =
  | { readonly at: 'none'; readonly failure: Failure | null }
  | { readonly at: 'asking' }
  | { readonly at: 'confirming'; readonly ticket: string; readonly frameUrl: string };

interface Decision {
  readonly stage: Stage;
  /** As it was when it was decided, and not written; null = nothing was. */
  readonly decided: ConflictItem | null;
  /** What was decided last and written; null = nothing was. */
  readonly made: ConflictItem | null;
  propose(conflict: ConflictItem, choice: ConflictChoice): void;
  back(): void;
}

const NONE: Stage = { at: 'none', failure: null };

/** A decision from its proposal to its confirm frame. The panel can only propose; `onOver`: it was written, or it was not. */
export const useDecision = (page: RecordPage, onOver: () => void): Decision => {
  const port = usePort();
  const [stage, setStage] = useState<Stage>(NONE);
  const [decided, setDecided] = useState<ConflictItem | null>(null);
  const [made, setMade] = useState<ConflictItem | null>(null);
  const ticket = stage.at === 'confirming' ? stage.ticket : null;
  useEffect(
    () =>
      port.onTabMessage((message) => {
        if (message.name !== 'confirm.closed' || message.ticket !== ticket) return;
        setStage(NONE);
        setMade(message.accepted ? decided : null);
        if (message.accepted) setDecided(null);
        onOver();
      }),
    [port, ticket, decided, onOver],
  );
  const propose = (conflict: ConflictItem, choice: ConflictChoice) => {
    setStage({ at: 'asking' });
    setDecided(conflict);
    setMade(null);
    const { link, key } = conflict;
    port.send('conflicts.propose', { page, link, key, choice }).then(
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
