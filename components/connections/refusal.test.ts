import { describe, expect, it } from 'vitest';
import { type RefusedFields, readRefusal } from './refusal.ts';

const FIELDS = ['address', 'token'] as const;
const BY_CODE: RefusedFields<'address' | 'token'> = {
  'erp.authExpired': { field: 'token', reason: 'connections.erp.token.refused' },
};
const read = (failure: Parameters<typeof readRefusal>[0]) => readRefusal(failure, FIELDS, BY_CODE);

describe('a refused form', () => {
  it('puts a failure at the field that its code is about', () => {
    const { fields, form } = read({ code: 'erp.authExpired' });
    expect(fields).toEqual([
      { field: 'token', message: expect.stringContaining('does not accept this token') },
    ]);
    expect(form).toBeNull();
  });

  it('believes the fields that the server names before the code', () => {
    const { fields } = read({
      code: 'erp.authExpired',
      fields: [{ path: 'address', message: 'Not in this country.' }],
    });
    expect(fields).toEqual([{ field: 'address', message: 'Not in this country.' }]);
  });

  it('says something at a named field even where the server gave no words', () => {
    const { fields } = read({ code: 'erp.invalid', fields: [{ path: 'address', message: '' }] });
    expect(fields).toEqual([{ field: 'address', message: 'This value was refused. Check it.' }]);
  });

  it('keeps what is about no field of this form for the form as a whole', () => {
    const failure = { code: 'erp.server', fields: [{ path: 'limit', message: 'No.' }] } as const;
    expect(read(failure)).toEqual({ fields: [], form: failure });
  });
});
