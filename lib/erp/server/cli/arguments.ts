import { type ParseArgsConfig, parseArgs } from 'node:util';
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
