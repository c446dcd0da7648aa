import { describe, expect, it } from 'vitest';
import { checksumOf, idOf, KEY_PREFIXES, longId, type ObjectName } from './ids.ts';

describe('record ids', () => {
  it('carry the checksum of published examples', () => {
    expect(checksumOf('001D000000IqhSL')).toBe('IAZ');
    expect(checksumOf('00D000000000062')).toBe('EAA');
  });

  it.each(Object.keys(KEY_PREFIXES) as ObjectName[])('of %s have its prefix and 18 characters', (object) => {
    const id = idOf(object, 4_711);
    expect(id).toHaveLength(18);
    expect(id.slice(0, 3)).toBe(KEY_PREFIXES[object]);
    expect(longId(id)).toBe(id);
  });

  it('are all different over 5,000 numbers', () => {
    expect(new Set(Array.from({ length: 5_000 }, (_, n) => idOf('Account', n + 1))).size).toBe(5_000);
  });

  it('in 15 characters become the same 18', () => {
    const id = idOf('Contact', 62 * 62 + 11);
    expect(longId(id.slice(0, 15))).toBe(id);
  });

  it.each(['', '001', `${idOf('Account', 10).slice(0, 15)}ZZZ`, '001Qy0-00000001'])('%j is no id', (text) => {
    expect(longId(text)).toBeNull();
  });
});
