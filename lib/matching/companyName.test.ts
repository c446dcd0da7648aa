import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companyTokens, nameSimilarity } from './companyName.ts';

describe('a company is called by its words, not by its legal form', () => {
  test.each([
    ['Müller & Söhne GmbH & Co. KG', ['muller', 'sohne']],
    ['Mueller und Soehne', ['muller', 'sohne']],
    ['Acme S.p.A.', ['acme']],
    ['Fjord A/S', ['fjord']],
    ['Browar Sp. z o.o.', ['browar']],
    ['Grupo Sol S.A. de C.V.', ['grupo', 'sol']],
    ["O'Neill Ltd.", ['oneill']],
    ['3M Company', ['3m']],
    ['SAS Institute Inc.', ['sas', 'institute']],
    ['The Øresund Co', ['oresund']],
    ['株式会社山田商事', ['山田商事']],
    ['山田商事（株）', ['山田商事']],
    ['ＡＣＭＥ　Ｔｏｏｌｓ', ['acme', 'tools']],
    ['ガス', ['ガス']],
    ['Kopf (haftungsbeschränkt) UG', ['kopf']],
  ])('%s', (name, tokens) => {
    expect(companyTokens(name)).toEqual(tokens);
  });

  test.each([
    ['GmbH', ['gmbh']],
    ['The', ['the']],
    ['', []],
    [' .,- ', []],
  ])('a name that is nothing else keeps what it has: "%s"', (name, tokens) => {
    expect(companyTokens(name)).toEqual(tokens);
  });
});

describe('how alike two names are', () => {
  test.each([
    ['Müller', 'Mueller'],
    ['Muller GmbH', 'Müller AG'],
    ['Data Works', 'Dataworks Ltd'],
    ['Söhne & Müller', 'Mueller Soehne KG'],
  ])('%s and %s are the same', (one, other) => {
    expect(nameSimilarity(one, other)).toBe(100);
  });

  test('a typo costs little', () => {
    expect(nameSimilarity('Brightwater Logistics', 'Brightwatr Logistics')).toBeGreaterThan(90);
  });

  test('one shared word is not a name: Nordic Timber is not Nordic Steel', () => {
    expect(nameSimilarity('Nordic Timber', 'Nordic Steel')).toBeLessThan(75);
  });

  test('the more the longer name has besides, the less a one-word name says', () => {
    const short = nameSimilarity('Acme', 'Acme Medical') ?? 0;
    const long = nameSimilarity('Acme', 'Acme Medical Supplies of Northern Europe') ?? 0;
    expect(short).toBeGreaterThan(long);
    expect(short).toBeLessThan(90);
  });

  test('unknown is not unlike: no words, no answer', () => {
    expect(nameSimilarity('', 'Acme')).toBeNull();
    expect(nameSimilarity('Acme', '!!!')).toBeNull();
  });

  test('any two names: same either way round, within 0–100, and 100 with themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const similarity = nameSimilarity(one, other);
        expect(nameSimilarity(other, one)).toBe(similarity);
        if (similarity !== null) {
          expect(similarity).toBeGreaterThanOrEqual(0);
          expect(similarity).toBeLessThanOrEqual(100);
          expect(nameSimilarity(one, one)).toBe(100);
        }
      }),
    );
  });
});
