import type { AdminOperation } from '../admin/operation.ts';
import { argumentsOf, DEFAULT_TENANT, operationFrom } from './arguments.ts';
import { UsageError } from './command.ts';

const USAGE = 'npm run erp -- revoke --user NAME | --id TOKEN-ID [--tenant TENANT]';

/** All tokens of a user, or one by the `id` that was printed with it. @throws {UsageError} */
export const revokeOperation = (args: readonly string[]): AdminOperation => {
  const { values } = argumentsOf(
    {
      args: [...args],
      options: {
        user: { type: 'string' },
        id: { type: 'string' },
        tenant: { type: 'string', default: DEFAULT_TENANT },
      },
    },
    USAGE,
  );
  const { user, id, tenant } = values;
  if (user !== undefined && id === undefined) return operationFrom({ do: 'revokeUser', tenant, user }, USAGE);
  if (id !== undefined && user === undefined) return operationFrom({ do: 'revokeToken', tenant, id }, USAGE);
  throw new UsageError(`Name a user or a token.\nUsage: ${USAGE}`);
};
