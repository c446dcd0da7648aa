/** Ends a command: one clear message on stderr, never a stack, and a status that says so. */
export const fail = (error: unknown): void => {
  process.stderr.write(`ledgerside: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
};

/** A command line that says something this command does not know. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}
