import { once } from 'node:events';
import { pino } from 'pino';
import type { CommandEdge } from './command.ts';

/** The running process. */
export const processEdge: CommandEdge = {
  args: process.argv.slice(2),
  variables: process.env,
  now: () => new Date(),
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  report: (error) =>
    pino({ level: process.env.LEDGERSIDE_LOG || 'info' }, pino.destination({ dest: 2, sync: true })).debug(
      { err: error },
      'command failed',
    ),
  ended: () => Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]),
};
