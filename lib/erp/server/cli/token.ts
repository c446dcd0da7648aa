import { parseArgs } from 'node:util';
import { role, scope } from '../../api/me.ts';
import type { AdminOperation } from '../admin/operation.ts';
import { UsageError } from './fail.ts';

export const DEFAULT_TENANT = 'default';

export const TOKEN_USAGE =
  'token --user NAME --role crm.read|crm.sync|crm.admin [--scope all|team|own] [--team TEAM] [--tenant TENANT] [--days N]';

/** @throws {UsageError} */
export const tokenOperation = (args: readonly string[]): AdminOperation => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      user: { type: 'string' },
      role: { type: 'string' },
      scope: { type: 'string', default: 'all' },
      team: { type: 'string' },
      tenant: { type: 'string', default: DEFAULT_TENANT },
      days: { type: 'string', default: '90' },
    },
  });
  const asked = { role: role.safeParse(values.role), scope: scope.safeParse(values.scope) };
  if (values.user === undefined) throw new UsageError(`--user is missing. Usage: ${TOKEN_USAGE}`);
  if (!asked.role.success)
    throw new UsageError(`--role is one of ${role.options.join(', ')}. Usage: ${TOKEN_USAGE}`);
  if (!asked.scope.success) throw new UsageError(`--scope is one of ${scope.options.join(', ')}.`);
  if (asked.scope.data === 'team' && values.team === undefined) {
    throw new UsageError('--scope team needs --team: whose customers would it be?');
  }
  if (!/^\d{1,4}$/.test(values.days)) throw new UsageError('--days is a number of days, 1 to 3650.');
  return {
    do: 'createToken',
    tenant: values.tenant,
    user: values.user,
    team: values.team ?? null,
    role: asked.role.data,
    scope: asked.scope.data,
    days: Number(values.days),
  };
};
