import type { AdminOperation } from '../admin/operation.ts';
import { argumentsOf, DEFAULT_TENANT, operationFrom } from './arguments.ts';

const USAGE = 'npm run erp -- verify [--tenant TENANT]';

/** Every chain of a tenant's ledger. @throws {UsageError} */
export const verifyOperation = (args: readonly string[]): AdminOperation => {
  const { values } = argumentsOf(
    { args: [...args], options: { tenant: { type: 'string', default: DEFAULT_TENANT } } },
    USAGE,
  );
  return operationFrom({ do: 'verifyLedger', tenant: values.tenant }, USAGE);
};
