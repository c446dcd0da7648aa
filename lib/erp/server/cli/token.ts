import { role, scope } from '../../api/me.ts';
import type { AdminOperation } from '../admin/operation.ts';
import { argumentsOf, DEFAULT_TENANT, operationFrom } from './arguments.ts';
import { UsageError } from './command.ts';

const USAGE = `npm run erp -- token --user NAME --role ${role.options.join('|')} [--scope ${scope.options.join('|')}] [--team TEAM] [--tenant TENANT] [--days N]`;

/** @throws {UsageError} */
export const tokenOperation = (args: readonly string[]): AdminOperation => {
  const { values } = argumentsOf(
    {
      args: [...args],
      options: {
        user: { type: 'string' },
        role: { type: 'string' },
        scope: { type: 'string', default: 'all' },
        team: { type: 'string' },
        tenant: { type: 'string', default: DEFAULT_TENANT },
        days: { type: 'string', default: '90' },
      },
    },
    USAGE,
  );
  if (values.scope === 'team' && values.team === undefined) {
    throw new UsageError(`--scope team needs --team: whose customers would it be?\nUsage: ${USAGE}`);
  }
  if (values.scope !== 'team' && values.team !== undefined) {
    throw new UsageError(
      `--team is for --scope team; scope ${values.scope} does not read it.\nUsage: ${USAGE}`,
    );
  }
  const wish = { ...values, do: 'createToken', team: values.team ?? null, days: Number(values.days) };
  return operationFrom(wish, USAGE);
};
