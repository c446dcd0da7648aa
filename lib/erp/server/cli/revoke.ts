import type { AdminOperation } from '../admin/operation.ts';
import { argumentsOf, DEFAULT_TENANT } from './arguments.ts';
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
  if (user !== undefined && id === undefined) return { do: 'revokeUser', tenant, user };
  if (id !== undefined && user === undefined) return { do: 'revokeToken', tenant, id };
  throw new UsageError(`Name a user or a token.\nUsage: ${USAGE}`);
};
