import * as z from 'zod';
import type { ServerTime, Version } from '../../../sync/ids.ts';

/** `2026-11-20T10:00:00.000+0000`, which `Date.parse` knows with a colon only; null = no time. */
export const timeIn = (text: string): ServerTime | null => {
  const ms = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(ms) ? null : (ms as ServerTime);
};

/** A time of the API, as a schema. */
export const serverTime = z.string().transform((text, context) => {
  const at = timeIn(text);
  if (at !== null) return at;
  context.addIssue('not a time');
  return z.NEVER;
});

/** A record's version is its SystemModstamp, the one stamp that every change moves. */
export const versionAt = (modifiedAt: ServerTime): Version => new Date(modifiedAt).toISOString() as Version;

/** The same as `If-Unmodified-Since` wants it: whole seconds. */
export const httpDate = (version: Version): string => new Date(version).toUTCString();
