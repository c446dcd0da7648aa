import type { SyncLogLine } from '../../lib/messaging/syncMessages.ts';

/** One JSON object per line, its moment in ISO 8601: what log readers and support take. */
export const logText = (lines: readonly SyncLogLine[]): string =>
  lines.map(({ at, ...rest }) => `${JSON.stringify({ at: new Date(at).toISOString(), ...rest })}\n`).join('');
