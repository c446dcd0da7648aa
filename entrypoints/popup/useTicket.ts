import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../../components/ui/failure.ts';
import type { ConflictChoice, ConflictItem } from '../../lib/messaging/conflictMessages.ts';
import { send } from '../../lib/messaging/send.ts';

/** What a person has asked for and has to confirm before it is written. */
export type Asked =
  | { readonly kind: 'brake'; readonly run: string }
  | { readonly kind: 'resolve'; readonly conflict: ConflictItem; readonly choice: ConflictChoice };

const propose = (asked: Asked) =>
  asked.kind === 'brake'
    ? send('sync.brake.propose', { run: asked.run })
    : send('conflicts.propose', {
        page: null,
        link: asked.conflict.link,
        key: asked.conflict.key,
        choice: asked.choice,
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
    accept: async (): Promise<void> => {
      if (waiting === null) return;
      await send('confirm.accept', { ticket: waiting.ticket });
      setWaiting(null);
      onAccepted(waiting.asked);
    },
    decline: async (): Promise<void> => {
      if (waiting === null) return;
      setWaiting(null);
      onReturned(waiting.asked);
      await send('confirm.decline', { ticket: waiting.ticket });
    },
  };
};
