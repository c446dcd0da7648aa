import { type ParseArgsConfig, parseArgs } from 'node:util';
import { issueSentence } from '../../issueSentence.ts';
import { type AdminOperation, adminOperation } from '../admin/operation.ts';
import { UsageError } from './command.ts';

/** Tenant of whoever names none. */
export const DEFAULT_TENANT = 'default';

/** Node's parser with its refusals as ours. @throws {UsageError} */
export const argumentsOf = <const T extends ParseArgsConfig>(config: T, usage: string) => {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}\nUsage: ${usage}`, { cause });
  }
};

/** An operation as the database takes it. @throws {UsageError} naming the options that it does not take. */
export const operationFrom = (wish: Readonly<Record<string, unknown>>, usage: string): AdminOperation => {
  const parsed = adminOperation.safeParse(wish, { error: issueSentence });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new UsageError(`${wrong.join('\n')}\nUsage: ${usage}`);
};
