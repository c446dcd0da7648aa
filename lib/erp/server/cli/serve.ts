import { once } from 'node:events';
import { pino } from 'pino';
import type { ServerConfig } from '../config.ts';
import { startServer } from '../server.ts';
import { printLine } from './line.ts';

/** Runs until SIGTERM or SIGINT. stdout carries the one line that says where it is; the log goes to stderr. */
export const serve = async (config: ServerConfig): Promise<void> => {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const stopped = new AbortController();
  const ended = Promise.race(
    ['SIGTERM', 'SIGINT'].map((signal) => once(process, signal, { signal: stopped.signal })),
  );
  const server = await startServer(config, { log });
  printLine({ url: server.url, database: server.database });
  await ended;
  stopped.abort();
  await server.close();
};
