import { useEffect, useState } from 'react';
import type { RecordPage } from '../../lib/crm/port.ts';
import type { Failure } from '../../lib/failure.ts';
import type { LinkChange } from '../../lib/messaging/protocol.ts';
import { usePort } from './port.ts';
import { failureOf } from './retry.ts';

export type Proposal =
  | { readonly state: 'none'; readonly failure: Failure | null }
  | { readonly state: 'asking' }
  | { readonly state: 'confirming'; readonly ticket: string; readonly frameUrl: string };

/**
 * A link, or the end of one, that was asked for and waits for its confirm frame. The panel can only propose: whether it is written is decided in
 * the frame. Going back forgets the ticket, which then runs out unused.
 */
export const useProposal = (
  page: RecordPage,
  /** Id of the record's company, where it is not the record itself. */
  company: string | undefined,
  onAccepted: () => void,
): { readonly proposal: Proposal; propose(customer: string, change: LinkChange): void; back(): void } => {
  const port = usePort();
  const [proposal, setProposal] = useState<Proposal>({ state: 'none', failure: null });

  const propose = (customer: string, change: LinkChange) => {
    setProposal({ state: 'asking' });
    port.send('link.propose', { page, customer, change, ...(company === undefined ? {} : { company }) }).then(
      ({ ticket, frameUrl }) => setProposal({ state: 'confirming', ticket, frameUrl }),
      (error: unknown) => setProposal({ state: 'none', failure: failureOf(error) }),
    );
  };
  const ticket = proposal.state === 'confirming' ? proposal.ticket : null;
  useEffect(
    () =>
      port.onTabMessage((message) => {
        if (message.name !== 'confirm.closed' || message.ticket !== ticket) return;
        setProposal({ state: 'none', failure: null });
        if (message.accepted) onAccepted();
      }),
    [port, ticket, onAccepted],
  );
  return { proposal, propose, back: () => setProposal({ state: 'none', failure: null }) };
};
