import { describe, expect, it } from 'vitest';
import { FAILURE_CODES, FailureError } from '../../lib/failure.ts';
import catalogue from '../../public/_locales/en/messages.json' with { type: 'json' };
import { failureOf, failureText, wayOn } from './failure.ts';

describe('failures in words', () => {
  it.each(FAILURE_CODES)('%s has a sentence of its own in the catalogue and a way on', (code) => {
    const key = `failure_${code.replaceAll('.', '_')}`;
    expect(Object.keys(catalogue)).toContain(key);
    expect(failureText({ code })).toMatch(/\.$/);
    expect(wayOn({ code })).toBeTypeOf('string');
  });

  it.each([
    [400, 'crm.invalid', 'Invalid CRM configuration. Check settings.'],
    [401, 'crm.authExpired', 'CRM authentication expired. Reconnect.'],
    [403, 'crm.forbidden', "You don't have permission."],
    [404, 'crm.notFound', 'CRM record not found.'],
    [409, 'erp.conflict', 'Sync conflict detected. Review and resolve.'],
    [422, 'crm.invalid', 'Validation failed. Check field mapping.'],
    [429, 'crm.rateLimited', 'CRM API rate limit exceeded. Retry later.'],
    [500, 'crm.server', 'Something went wrong. Try again.'],
  ] as const)('a %i says what the specification says', (status, code, text) => {
    expect(failureText({ code, status })).toBe(text);
  });

  it('a permission that is missing offers nothing to press', () => {
    expect(wayOn({ code: 'crm.forbidden' })).toBe('back');
  });

  it('what was thrown becomes the same failure each time it is looked at', () => {
    const failure = { code: 'offline' } as const;
    expect(failureOf(new FailureError(failure))).toBe(failure);
    expect(failureOf(new TypeError('x'))).toEqual({ code: 'unexpected' });
    expect(failureOf(new TypeError('x'))).toBe(failureOf(new TypeError('y')));
    expect(failureOf(null)).toBeNull();
  });
});
