import { useEffect } from 'react';
import type { Action } from '../../components/ui/action.ts';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import { FailureError } from '../../lib/failure.ts';
import type { TestResult } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { useAction } from './useAction.ts';

interface CrmActions<Input> {
  readonly connect: Action<Input, TestResult>;
  readonly test: Action<void, TestResult>;
  readonly disconnect: Action<void, null>;
}

/**
 * The wiring of one org's card; `org` null = the place for one more. An outcome of an earlier connection is forgotten with it, and when
 * the card becomes another org's.
 */
export const useCrm = <Input>(
  system: CrmSystem,
  org: string | null,
  signIn: (input: Input) => Promise<TestResult>,
  onConnected: (result: TestResult) => void,
): CrmActions<Input> => {
  const test = useAction(() => send('crm.test', { system, org: connected(org) }));
  const connect = useAction(signIn, (result) => {
    test.reset();
    onConnected(result);
  });
  const disconnect = useAction(
    () => send('crm.disconnect', { system, org: connected(org) }),
    () => {
      test.reset();
      connect.reset();
    },
  );
  const resetTest = test.reset;
  const resetConnect = connect.reset;
  const isOwn = org === null || connect.answer === null || connect.answer.label === org;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was tested was the org before
  useEffect(() => resetTest(), [org, resetTest]);
  useEffect(() => {
    if (!isOwn) resetConnect();
  }, [isOwn, resetConnect]);
  return { connect, test, disconnect };
};

const connected = (org: string | null): string => {
  if (org === null) throw new FailureError({ code: 'crm.notConnected' });
  return org;
};
