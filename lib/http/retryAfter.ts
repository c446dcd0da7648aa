/**
 * Milliseconds from `now` (epoch ms) that a server asks to wait, or undefined where it does not say so intelligibly.
 * RFC 9110, 10.2.3: whole seconds, or an HTTP date. A date is the server's, so it counts from the answer's own Date where there
 * is one: with our clock an hour off it would else mean an hour too much, or no wait at all. The obsolete date forms without
 * "GMT" are ignored: they would be read in the local time zone.
 */
export const retryAfterMs = (headers: Headers, now: number): number | undefined => {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  if (!value.endsWith(' GMT')) return undefined;
  const at = Date.parse(value);
  const sentAt = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(at) ? undefined : Math.max(0, at - (Number.isNaN(sentAt) ? now : sentAt));
};
