import { pino } from 'pino';
import { runOperation } from '../admin/run.ts';
import { configFrom, type ServerConfig } from '../config.ts';
import { startServer } from '../server.ts';
import { type CommandEdge, UsageError } from './command.ts';
import { editOperation } from './edit.ts';
import { LedgerBrokenError } from './ledgerBroken.ts';
import { revokeOperation } from './revoke.ts';
import { tokenOperation } from './token.ts';
import { verifyOperation } from './verify.ts';

/** Runs until it is asked to end. stdout carries the one line that says where it is; the log goes to stderr. */
const serve = async (config: ServerConfig, { print, ended, now }: CommandEdge): Promise<null> => {
  // Listened for before the start, so that a signal in the middle of it still ends it cleanly.
  const end = ended();
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const server = await startServer(config, { log, now });
  print(JSON.stringify({ url: server.url, database: server.database }));
  await end;
  await server.close();
  return null;
};

/** `npm run erp`: the server, or what an administrator does beside it. @returns what to print; null = nothing more. */
export const erp = async (edge: CommandEdge): Promise<Readonly<Record<string, unknown>> | null> => {
  const [command, ...args] = edge.args;
  const config = configFrom(edge.variables);
  switch (command) {
    case undefined:
      return serve(config, edge);
    case 'token':
      return runOperation(config.storage, tokenOperation(args), edge.now);
    case 'revoke':
      return runOperation(config.storage, revokeOperation(args), edge.now);
    case 'edit':
      return runOperation(config.storage, editOperation(args), edge.now);
    case 'verify': {
      const report = await runOperation(config.storage, verifyOperation(args), edge.now);
      if (report.holds === true) return report;
      edge.print(JSON.stringify(report));
      throw new LedgerBrokenError('The ledger does not hold; the sync of this company is stopped.');
    }
    default:
      throw new UsageError(
        `There is no command "${command}". Without one the server starts; others are token, revoke, edit and verify.`,
      );
  }
};
