/**
 * Milliseconds from `now` (epoch ms) that a server asks to wait, or undefined where it does not say so intelligibly.
 * RFC 9110, 10.2.3: whole seconds, or an HTTP date. The obsolete date forms without "GMT" are ignored: they would be read
 * in the local time zone.
 */
export const retryAfterMs = (headers: Headers, now: number): number | undefined => {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  if (!value.endsWith(' GMT')) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};
