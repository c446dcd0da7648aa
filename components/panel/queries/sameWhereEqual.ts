const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * `after`, with every part that equals its part of `before` being that very object. What did not change is not drawn again, and lists
 * that were read on for know that they still go on from the same rows. Of JSON values.
 */
export const sameWhereEqual = <T>(before: unknown, after: T): T => {
  if (Object.is(before, after)) return after;
  if (Array.isArray(before) && Array.isArray(after)) {
    const merged = after.map((value: unknown, index) => sameWhereEqual(before[index], value));
    const isSame = before.length === merged.length && merged.every((value, index) => value === before[index]);
    return (isSame ? before : merged) as T;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const keys = Object.keys(after);
  const merged = Object.fromEntries(keys.map((key) => [key, sameWhereEqual(before[key], after[key])]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key) => Object.hasOwn(before, key) && merged[key] === before[key]);
  return (isSame ? before : merged) as T;
};
