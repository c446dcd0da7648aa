import { useEffect, useState } from 'react';
import type { ConnectionState } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';

/**
 * Whether a card shows its form: without a connection always, else while it is being changed. Pressing Connect also counts as
 * changing: a try that fails half way leaves the form, and what was typed, where it was.
 */
export const useEditing = (state: ConnectionState['state'], connect: Action<never, unknown>) => {
  const [changing, setChanging] = useState(false);
  const { pending, failure, answer } = connect;
  useEffect(() => {
    if (pending || failure) setChanging(true);
  }, [pending, failure]);
  useEffect(() => {
    if (answer) setChanging(false);
  }, [answer]);
  return { editing: changing || state === 'disconnected', setChanging };
};
