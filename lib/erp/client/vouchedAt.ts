/** A server's clock may be off by this much and still be believed; its Date has whole seconds. */
const MAX_AGE_MS = 5 * 60_000;

/**
 * When the ERP API vouched for an answer, epoch ms of our clock: its Date header (an answer may be older than its arrival),
 * never later than it arrived; `receivedAt` where the header is absent or so far off that it tells of a wrong clock.
 */
export const vouchedAt = (headers: Headers, receivedAt: number): number => {
  const date = Date.parse(headers.get('Date') ?? '');
  if (Number.isNaN(date) || Math.abs(receivedAt - date) > MAX_AGE_MS) return receivedAt;
  return Math.min(date, receivedAt);
};
