import { describe, expect, test } from 'vitest';
import type { Resembling } from '../sync/create/creator.ts';
import type { CrmId, FieldName } from '../sync/ids.ts';
import { foundBy, knownOf, searchFor } from './marks.ts';

const marks = { name: ['Name' as FieldName], domain: ['Domain' as FieldName, 'Website' as FieldName] };
const known = (fields: Record<string, unknown>) => knownOf(marks, (field) => fields[field]);

describe('what tells a record apart', () => {
  test('is the first of its fields that says something, without what stands around it', () => {
    expect(known({ Name: ' Alder ', Domain: ' ', Website: 'alder.example' })).toEqual({
      name: 'Alder',
      domain: 'alder.example',
    });
  });

  test('is never something that the ERP API would refuse', () => {
    expect(known({ Name: 'x'.repeat(256), Domain: null, Website: 7 })).toEqual({});
  });
});

describe('a search', () => {
  test('goes by the beginning of the longest word, and by plain addresses', () => {
    const search = searchFor({
      name: 'Alder & Söhne-Werke KG',
      domain: 'https://www.Alder.example/a?b',
      email: 'A@b.example',
    });
    expect(search).toMatchObject({ word: 'alder', domain: 'alder.example', email: 'a@b.example' });
    expect(searchFor({ name: 'Müller’s', domain: 'not a domain', email: 'nobody' })).toMatchObject({
      word: 'mülle',
      domain: null,
      email: null,
    });
    expect(searchFor({ name: 'AB' })).toMatchObject({ word: null });
  });

  test('keeps what it meant, the same address first, then the names with the most words in common', () => {
    const of = (id: string, each: Resembling['known']): Resembling => ({ id: id as CrmId, known: each });
    const search = searchFor({ name: 'Alder Works Kiel', domain: 'alder.example', email: 'a@b.example' });
    const found = foundBy(search, [
      of('other', { name: 'Birch' }),
      of('word', { name: 'Alderwood' }),
      of('two', { name: 'Works of Alder' }),
      of('mail', { email: 'A@b.example' }),
      of('address', { name: 'AW', domain: 'http://shop.alder.example' }),
    ]);
    expect(found.map(({ id }) => id)).toEqual(['mail', 'address', 'two', 'word']);
    const many = Array.from({ length: 30 }, (_, index) => of(`${index}`, { name: 'Alder' }));
    expect(foundBy(search, many)).toHaveLength(20);
  });
});
