import type { AdminOperation } from '../admin/operation.ts';
import { argumentsOf, DEFAULT_TENANT, operationFrom } from './arguments.ts';
import { UsageError } from './command.ts';

const USAGE =
  'npm run erp -- edit --record OBJECT/ID --set FIELD=VALUE [--set FIELD=VALUE …] [--tenant TENANT]';

/** Nothing after the `=` empties the field. @throws {UsageError} */
export const editOperation = (args: readonly string[]): AdminOperation => {
  const { values } = argumentsOf(
    {
      args: [...args],
      options: {
        record: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        tenant: { type: 'string', default: DEFAULT_TENANT },
      },
    },
    USAGE,
  );
  const { record, set, tenant } = values;
  const fields = set.map((each): [string, string | null] => {
    const at = each.indexOf('=');
    if (at < 1) throw new UsageError(`--set takes FIELD=VALUE, not "${each}".\nUsage: ${USAGE}`);
    return [each.slice(0, at), each.slice(at + 1) || null];
  });
  if (fields.length === 0) throw new UsageError(`Say with --set what changes.\nUsage: ${USAGE}`);
  return operationFrom({ do: 'edit', tenant, record, fields: Object.fromEntries(fields) }, USAGE);
};
