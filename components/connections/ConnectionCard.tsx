import { type ReactNode, useRef } from 'react';
import { t } from '../../lib/i18n.ts';
import type { ConnectionState } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { Card, type Mark } from '../ui/Card.tsx';
import { Facts } from '../ui/Facts.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { useFocusKept } from '../ui/useFocusKept.ts';
import { ConnectionActions } from './ConnectionActions.tsx';
import { ConnectionBadge } from './ConnectionBadge.tsx';

interface ConnectionCardProps {
  readonly name: string;
  readonly description: string;
  readonly mark: Mark;
  readonly connection: ConnectionState;
  /** What is known of the connection; label and value. */
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[];
  /** Under the facts: what a person has to say of the connection. */
  readonly choice?: ReactNode;
  /** Shown instead of the facts; null = the facts are shown. */
  readonly form: ReactNode | null;
  readonly test: Action<void, unknown>;
  /** What the latest test found, in words. */
  readonly outcome: ReactNode;
  readonly disconnect: Action<void, null>;
  readonly onChange?: () => void;
  readonly onReconnect: () => void;
}

/** One connection: what it is, how it stands, what can be done about it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, facts, choice, form, test, outcome, disconnect, onChange, onReconnect } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const editing = form !== null;
  useFocusKept(heading, `${connection.state} ${editing}`);
  // A test just made knows better than what the worker remembers.
  const failure = test.failure ?? (connection.state === 'failed' ? connection.failure : null);
  return (
    <Card
      title={props.name}
      description={props.description}
      mark={props.mark}
      badge={<ConnectionBadge connection={connection} />}
      headingRef={heading}
    >
      {editing ? (
        form
      ) : (
        <>
          <Facts facts={facts} />
          {choice}
          {failure ? (
            <FailureNotice
              failure={failure}
              busy={test.pending}
              onRetry={() => test.run()}
              onReconnect={onReconnect}
              onOpenSettings={onChange}
            />
          ) : (
            outcome
          )}
          {disconnect.failure && (
            <FailureNotice failure={disconnect.failure} onRetry={() => disconnect.run()} />
          )}
          <ConnectionActions
            name={props.name}
            isConnected={connection.state === 'connected'}
            test={test}
            disconnect={disconnect}
            onChange={onChange}
          />
        </>
      )}
    </Card>
  );
}

/** A fact that may be unknown: left out then, never blank. */
export const fact = (label: Parameters<typeof t>[0], value: ReactNode) =>
  value === null || value === undefined || value === false || value === ''
    ? []
    : [{ label: t(label), value }];
