import { createHash } from 'node:crypto';

/** Strong validator over the content. */
export const etagOf = (content: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(content)).digest('base64url')}"`;

/** Weak comparison, as RFC 9110 §13.1.2 wants for If-None-Match. */
export const isUnchanged = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .some((each) => each === '*' || each === etag);

/** A link's revision as its version. */
export const revEtag = (rev: number): string => `"${rev}"`;

/** `"7"` → 7. Anything else never matches a revision. */
export const revOf = (ifMatch: string): number => Number(/^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1] ?? 0);
