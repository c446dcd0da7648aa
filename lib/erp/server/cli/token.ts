import { role, scope } from '../../api/me.ts';
import { type AdminOperation, adminOperation } from '../admin/operation.ts';
import { argumentsOf, DEFAULT_TENANT } from './arguments.ts';
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
  const parsed = adminOperation.safeParse({
    ...values,
    do: 'createToken',
    team: values.team ?? null,
    days: Number(values.days),
  });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
    throw new UsageError(`${wrong.join('\n')}\nUsage: ${USAGE}`);
  }
  return parsed.data;
};
