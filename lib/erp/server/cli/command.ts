import { BooksError } from '../../sources/embedded/books/problem.ts';
import { AdminError } from '../admin/ask.ts';
import { EditError } from '../admin/editRecord.ts';
import { ConfigError } from '../config.ts';
import { DatabaseError } from '../database/database.ts';
import { ListenError } from '../server.ts';
import { LedgerBrokenError } from './ledgerBroken.ts';

/** What a command is run with; the entry files bind it to the process, tests to variables. */
export interface CommandEdge {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Takes the one JSON line that other programs read. */
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Takes an error that nobody foresaw, with all that it says, to the log. */
  readonly report: (error: unknown) => void;
  /** Settles when the process is asked to end. Until this is called, a signal ends it at once. */
  readonly ended: () => Promise<unknown>;
}

/** A command line that this command does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** Errors whose message was written for whoever runs the command. That of a database driver is not: it holds statements and rows. */
const TOLD = [
  AdminError,
  BooksError,
  ConfigError,
  DatabaseError,
  EditError,
  LedgerBrokenError,
  ListenError,
  UsageError,
];
const UNFORESEEN =
  'This failed for a reason that nobody foresaw. Run it with LEDGERSIDE_LOG=debug to have the details in the log.';

/** Runs a command to its exit status: one line on stdout, or one clear message on stderr; never a stack. */
export const exitStatus = async (
  edge: CommandEdge,
  command: (edge: CommandEdge) => Promise<Readonly<Record<string, unknown>> | null>,
): Promise<number> => {
  try {
    const result = await command(edge);
    if (result !== null) edge.print(JSON.stringify(result));
    return 0;
  } catch (error) {
    const isTold = error instanceof Error && TOLD.some((kind) => error instanceof kind);
    if (!isTold) edge.report(error);
    edge.complain(`ledgerside: ${isTold ? error.message : UNFORESEEN}`);
    return 1;
  }
};
