const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EPIPE',
  '08003', // connection_does_not_exist
  '08006', // connection_failure
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
]);

/** Codes of an error and of what caused it: PostgreSQL's and Node's. */
export const errorCodes = function* (error: unknown): Generator<string> {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') yield each.code;
  }
};

/**
 * What the driver says, without a code, of a connection that the server has closed under a request: of the query under way, of the
 * next one, and of one that was waiting for a connection.
 */
const CUT =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded)/;

const isCut = (error: unknown): boolean => {
  for (let each = error; each instanceof Error; each = each.cause) if (CUT.test(each.message)) return true;
  return false;
};

/** What a failed query says beyond itself. `text`: a character that PostgreSQL cannot store, which is the caller's. null = anything else. */
export const databaseFailure = (error: unknown): 'text' | 'unavailable' | null => {
  for (const code of errorCodes(error)) {
    if (code === '22021' || code === '22P05') return 'text';
    if (UNAVAILABLE.has(code)) return 'unavailable';
  }
  return isCut(error) ? 'unavailable' : null;
};
