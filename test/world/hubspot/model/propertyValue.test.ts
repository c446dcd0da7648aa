import { describe, expect, it } from 'vitest';
import { complete, type PropertySeed } from './propertyDefinition.ts';
import { normalise } from './propertyValue.ts';

const kept = (seed: Partial<PropertySeed>, sent: string) => {
  const result = normalise(complete('companies', { name: 'p', label: 'P', ...seed }), sent);
  return result.ok ? result.value : `refused ${result.code}`;
};

describe('a value as HubSpot keeps it', () => {
  it.each([
    [{}, '  two words ', 'two words'],
    [{}, '   ', null],
    [{}, '', null],
    [{}, 'x'.repeat(65_537), 'refused VALUE_TOO_LONG'],
    [{ form: 'email' }, 'Ida@Nordwind.EXAMPLE', 'ida@nordwind.example'],
    [{ form: 'email' }, 'ida at nordwind', 'refused INVALID_EMAIL'],
    [{ form: 'domain' }, 'HTTPS://www.Nordwind.example/de?x=1', 'nordwind.example'],
    [{ type: 'number' }, '0012.500', '12.5'],
    [{ type: 'number' }, '100', '100'],
    [{ type: 'number' }, '-0.0', '0'],
    [{ type: 'number' }, '-0.70', '-0.7'],
    [{ type: 'number' }, '12345678901234567890.10', '12345678901234567890.1'],
    [{ type: 'number' }, '1.234,50', 'refused INVALID_INTEGER'],
    [{ type: 'number' }, ' 1', 'refused INVALID_WHITESPACE'],
    [{ type: 'bool' }, 'TRUE', 'true'],
    [{ type: 'bool' }, 'yes', 'refused INVALID_OPTION'],
    [{ type: 'enumeration', options: [{ value: 'A', label: 'a' }] }, 'A', 'A'],
    [{ type: 'enumeration', options: [{ value: 'A', label: 'a' }] }, 'a', 'refused INVALID_OPTION'],
    [{ type: 'enumeration', multiple: true, options: [{ value: 'A', label: 'a' }] }, ';A;A', 'A'],
    [{ type: 'enumeration', externalOptions: true }, 'anything', 'anything'],
    [{ type: 'date' }, '2026-11-20', '2026-11-20'],
    [{ type: 'date' }, '1795132800000', '2026-11-20'],
    [{ type: 'date' }, '1795132800001', 'refused INVALID_DATE'],
    [{ type: 'date' }, '20.11.2026', 'refused INVALID_DATE'],
    [{ type: 'datetime' }, '2026-11-20T12:00:00+01:00', '2026-11-20T11:00:00.000Z'],
    [{ type: 'datetime' }, 'tomorrow', 'refused INVALID_DATE'],
  ] as const)('%j: %j becomes %j', (seed, sent, expected) => {
    expect(kept(seed, sent)).toBe(expected);
  });
});
