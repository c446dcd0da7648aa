import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { t } from '../../lib/i18n.ts';
import { CRM_REASONS, OWN_REASONS, reasonIn } from './reasons.ts';

/** Everything that can end in a record's reason. */
const SOURCES = [
  'lib/sync',
  'lib/background/sync',
  'lib/crm/salesforce/sync',
  'lib/crm/hubspot/sync',
  'lib/erp/client/sync',
  'lib/erp/server/sync/create',
  'lib/erp/server/http',
];
const FORMS = [
  /rank\([^)]*'failed', '([^']+)'\)/g,
  /'((?:reference|order)\.[a-zA-Z]+)'/g,
  /(?:SUSPECT|UNKNOWN) = '([^']+)'/g,
  /code: '([A-Z][A-Z_]+)'/g,
  /refused\(key, '([A-Z_]+)'/g,
];

const codesThatAreTold = (): ReadonlySet<string> => {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ts$/.test(name) && !/\.(test|fixture)\.ts$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  return new Set(
    files.flatMap((text) => FORMS.flatMap((form) => [...text.matchAll(form)].map(([, code]) => code ?? ''))),
  );
};

describe('the code of a failed record', () => {
  it('that a source of ours can tell has a sentence and a way on', () => {
    const told = [...codesThatAreTold()].filter((code) => code !== 'order.' && code !== 'UNKNOWN');
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((code) => !(code in OWN_REASONS) && !(code in CRM_REASONS))).toEqual([]);
  });

  it.each([...Object.keys(OWN_REASONS), ...Object.keys(CRM_REASONS), 'SOMETHING_NEW'])(
    '%s is said in whole sentences',
    (code) => {
      const { why, way } = reasonIn(code);
      expect(t(why)).toMatch(/^[A-Z].*[A-Za-z]{2,}\.$/);
      expect(t(way)).toMatch(/^[A-Z].*[A-Za-z]{2,}\.$/);
    },
  );
});

it.each([
  ['UNABLE_TO_LOCK_ROW: unable to obtain exclusive access', '', 'unable to obtain exclusive access'],
  ['restless', '', null],
  ['SOMETHING_NEW', '', 'SOMETHING_NEW'],
  ['A billing country is needed.', 'VALIDATION_ERROR', 'A billing country is needed.'],
  ['CODE: two: parts\nand lines', '', 'two: parts\nand lines'],
])("of %j the system's own words are kept", (text, code, said) => {
  expect(reasonIn(text, code).said).toBe(said);
});
