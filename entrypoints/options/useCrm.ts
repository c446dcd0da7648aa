import type { Action } from '../../components/ui/action.ts';
import type { CrmSystem } from '../../lib/erp/api/record.ts';
import type { TestResult } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';
import { useAction } from './useAction.ts';

interface CrmActions<Input> {
  readonly connect: Action<Input, TestResult>;
  readonly test: Action<void, TestResult>;
  readonly disconnect: Action<void, null>;
}

/** A CRM card's wiring. An outcome of an earlier connection is forgotten with it. */
export const useCrm = <Input>(
  system: CrmSystem,
  signIn: (input: Input) => Promise<TestResult>,
  onConnected: () => void,
): CrmActions<Input> => {
  const test = useAction(() => send('crm.test', { system }));
  const connect = useAction(signIn, () => {
    test.reset();
    onConnected();
  });
  const disconnect = useAction(
    () => send('crm.disconnect', { system }),
    () => {
      test.reset();
      connect.reset();
    },
  );
  return { connect, test, disconnect };
};
