import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../../components/ui/failure.ts';
import type { DecisionOutcome, ShownDecision } from '../../lib/messaging/conflictMessages.ts';
import { send } from '../../lib/messaging/send.ts';

/** What a person has asked for and has to confirm before it is written. */
export type Asked =
  | { readonly kind: 'brake'; readonly run: string }
  | { readonly kind: 'resolve'; readonly decisions: readonly ShownDecision[] };

const propose = (asked: Asked) =>
  asked.kind === 'brake'
    ? send('sync.brake.propose', { run: asked.run })
    : send('conflicts.propose', {
        page: null,
        decisions: asked.decisions.map(({ conflict: { link, key }, choice }) => ({ link, key, choice })),
      });

interface TicketEvents {
  onAccepted(asked: Asked): void;
  /** Nothing was written: it was taken back, or what it was about has changed meanwhile. */
  onReturned(asked: Asked): void;
}

/** A write from its proposal to the yes or no of the person: the popup is a page of ours, and confirms what it proposed itself. */
export const useTicket = ({ onAccepted, onReturned }: TicketEvents) => {
  const [waiting, setWaiting] = useState<{ readonly ticket: string; readonly asked: Asked } | null>(null);
  const proposal = useMutation({
    mutationFn: propose,
    onSuccess: ({ ticket }, asked) => setWaiting({ ticket, asked }),
    onError: (_, asked) => onReturned(asked),
  });
  return {
    waiting,
    propose: (asked: Asked) => proposal.mutate(asked),
    isProposing: proposal.isPending,
    failure: failureOf(proposal.error),
    accept: async (): Promise<readonly DecisionOutcome[] | null> => {
      if (waiting === null) return null;
      const partly = await send('confirm.accept', { ticket: waiting.ticket });
      // What was not written stays in sight until the person has closed it.
      if (partly !== null) return partly;
      setWaiting(null);
      onAccepted(waiting.asked);
      return null;
    },
    decline: async (): Promise<void> => {
      if (waiting === null) return;
      setWaiting(null);
      onReturned(waiting.asked);
      await send('confirm.decline', { ticket: waiting.ticket });
    },
  };
};
