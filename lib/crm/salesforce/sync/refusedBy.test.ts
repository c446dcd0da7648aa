import { describe, expect, test } from 'vitest';
import type { FieldName } from '../../../sync/ids.ts';
import { collectionRefused, collectionRows } from './collectionAnswer.ts';
import { describedObject } from './describe.ts';
import { inOrder, refusalOf } from './outcomes.ts';
import { errorsIn, errorsOf, fieldsNamed, reasonOf, refusedFields } from './refusedBy.ts';

const error = (code: string, message = 'No.', fields: readonly string[] = []) => ({
  code,
  message,
  fields,
  others: [],
});
const names = (...fields: string[]) => fields as FieldName[];

describe('an error', () => {
  test('is read from a whole answer and never from what is none', () => {
    expect(errorsIn('[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]')).toEqual([
      error('INVALID_SESSION_ID', 'Session expired or invalid'),
    ]);
    for (const text of ['<html>', '', '[]', '{"errorCode":"X"}', '[{"message":1,"errorCode":"X"}]'])
      expect(errorsIn(text)).toEqual([]);
  });

  test('names the records that a new one repeats or resembles, as far as they are ids', () => {
    const record = (Id: string) => ({ matchRecords: [{ record: { Id } }] });
    const duplicateResult = {
      matchResults: [record('001Qy0000000001IAA'), record('001Qy0000000001'), record('nobody')],
    };
    const [resembles] = errorsOf([
      { errorCode: 'DUPLICATES_DETECTED', message: 'Use one?', duplicateResult },
    ]);
    expect(resembles?.others).toEqual(['001Qy0000000001IAA']);
    const message = 'duplicate value found: F__c duplicates value on record with id: 001Qy0000000002';
    expect(errorsOf([{ errorCode: 'DUPLICATE_VALUE', message, duplicateResult: 'torn' }])[0]?.others).toEqual(
      ['001Qy0000000002IAA'],
    );
  });

  test('names its fields by itself or in its message', () => {
    const errors = [
      error('REQUIRED_FIELD_MISSING', 'Required', ['Name']),
      error('INVALID_FIELD', "No such column 'Turnover' on sobject of type Account"),
      error('DUPLICATE_VALUE', 'duplicate value found: F__c duplicates value on record with id: 001'),
      error('X', 'Nothing.'),
    ];
    expect(fieldsNamed(errors)).toEqual(['Name', 'Turnover', 'F__c']);
    expect(refusedFields(errors, names('Phone', 'turnover'))).toEqual(['turnover']);
    expect(refusedFields(errors.slice(3), names('Phone', 'Fax'))).toEqual(['Phone', 'Fax']);
  });

  test('gives its code and all its sentences, but no novel', () => {
    expect(reasonOf([error('A', 'One. '), error('B', 'Two.')])).toEqual({ code: 'A', message: 'One. Two.' });
    expect(reasonOf([error('A', 'x'.repeat(9_000))]).message).toHaveLength(500);
    expect(reasonOf([])).toEqual({ code: 'UNKNOWN', message: '' });
  });
});

describe('a row', () => {
  const described = describedObject.parse({
    name: 'Contact',
    keyPrefix: '003',
    fields: ['AccountId', 'LastName'].map((name) => ({
      name,
      label: name,
      type: name === 'AccountId' ? 'reference' : 'string',
      length: 18,
      scale: 0,
      nillable: true,
      createable: true,
      updateable: true,
      filterable: true,
      defaultedOnCreate: false,
      unique: false,
    })),
  });
  const outcome = (code: string, status = 400, written = names('LastName')) =>
    refusalOf(described, { kind: 'failed', status, errors: code === '' ? [] : [error(code)] }, written).kind;

  test.each([
    ['PRECONDITION_FAILED', 412, 'stale'],
    ['', 412, 'stale'],
    ['UNABLE_TO_LOCK_ROW', 400, 'stale'],
    ['ENTITY_IS_LOCKED', 400, 'stale'],
    ['ENTITY_IS_DELETED', 400, 'gone'],
    ['', 404, 'gone'],
    ['INVALID_CROSS_REFERENCE_KEY', 400, 'gone'],
    ['', 400, 'refused'],
    ['SOMETHING_NEW', 403, 'refused'],
  ])('refused with %j and %i is %s', (code, status, kind) => {
    expect(outcome(code, status)).toBe(kind);
  });

  test('with a lookup may have that one broken, and is then not gone', () => {
    const fields = names('LastName', 'AccountId');
    const answer = { kind: 'failed', status: 400, errors: [error('INVALID_CROSS_REFERENCE_KEY')] } as const;
    expect(refusalOf(described, answer, fields)).toMatchObject({ kind: 'refused', fields: ['AccountId'] });
  });
});

describe('a collection', () => {
  const done = { id: '001Qy0000000001', success: true, errors: [] };
  const failed = { success: false, errors: [{ statusCode: 'X', message: 'No.', fields: [] }] };

  test('is read row by row, in order', () => {
    expect(collectionRows({ status: 200, body: [done, failed] }, 2)).toEqual([
      { kind: 'done', id: '001Qy0000000001IAA' },
      { kind: 'failed', status: 400, errors: [error('X')] },
    ]);
  });

  test.each<[string, Parameters<typeof collectionRows>[0]]>([
    ['missing', undefined],
    ['broken', { status: 500, body: null }],
    ['too short', { status: 200, body: [done] }],
    ['too long', { status: 200, body: [done, done, done] }],
    ['something else', { status: 200, body: [done, { success: 'perhaps' }] }],
    ['HTML', { status: 200, body: '<html>' }],
  ])('that is %s says nothing of any row', (_, answer) => {
    expect(collectionRows(answer, 2)).toEqual([undefined, undefined]);
  });

  test('that was forbidden as a whole is refused row by row, and not sought through', () => {
    const body = [{ errorCode: 'CANNOT', message: 'No.' }];
    expect(collectionRefused({ status: 403, body })).toBeNull();
    expect(collectionRefused({ status: 400, body })).toEqual([error('CANNOT')]);
    expect(collectionRows({ status: 403, body }, 1)).toEqual([
      { kind: 'failed', status: 403, errors: [error('CANNOT')] },
    ]);
  });
});

test('outcomes come in order, with a gap for each row of which nobody knows', () => {
  expect(inOrder([])).toEqual({ kind: 'answered', value: [] });
  expect(inOrder([undefined, undefined])).toEqual({ kind: 'lost' });
  const answer = inOrder([undefined, 'b', undefined]);
  expect(answer.kind === 'answered' && [answer.value.length, answer.value[0], answer.value[1]]).toEqual([
    3,
    undefined,
    'b',
  ]);
});
