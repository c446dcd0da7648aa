/** What a command is run with; the entry files bind it to the process, tests to variables. */
export interface CommandEdge {
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Takes the one JSON line that other programs read. */
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Settles when the process is asked to end. Until this is called, a signal ends it at once. */
  readonly ended: () => Promise<unknown>;
}

/** A command line that this command does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

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
    edge.complain(`ledgerside: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
};
