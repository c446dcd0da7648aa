const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01', // admin_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
]);

/** Codes of an error and of what caused it: PostgreSQL's and Node's. */
export const errorCodes = function* (error: unknown): Generator<string> {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') yield each.code;
  }
};

/** What a failed query says beyond itself. `text`: a character that PostgreSQL cannot store, which is the caller's. null = anything else. */
export const databaseFailure = (error: unknown): 'text' | 'unavailable' | null => {
  for (const code of errorCodes(error)) {
    if (code === '22021' || code === '22P05') return 'text';
    if (UNAVAILABLE.has(code)) return 'unavailable';
  }
  return null;
};
