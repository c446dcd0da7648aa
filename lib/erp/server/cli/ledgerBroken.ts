/** The ledger was read and does not hold: the command says so by its exit status, too. */
export class LedgerBrokenError extends Error {
  override readonly name = 'LedgerBrokenError';
  readonly code = 'ledger.broken';
}
