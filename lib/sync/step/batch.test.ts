import { expect, test } from 'vitest';
import { engineOf, L, mappingOf, ofCrm, ofErp, questionAbout, RUN } from '../../../test/setup/engine.ts';
import { type Batch, later, questionOf, rank, reasonOf } from './batch.ts';

const batchOf = (): Batch => {
  const { engine, mapping } = engineOf(mappingOf());
  return {
    engine,
    run: RUN,
    mapping,
    mayWrite: true,
    outcomes: new Map(),
    refused: new Map(),
    later: new Map(),
    met: new Map(),
  };
};

test('a record keeps the strongest thing that happened to it', () => {
  const batch = batchOf();
  rank(batch, L, 'updated');
  expect(batch.outcomes.get(L)).toEqual({ record: L, outcome: 'updated', reason: null });
  rank(batch, L, 'failed', 'no');
  rank(batch, L, 'conflict', 'ask');
  expect([...batch.outcomes.values()]).toEqual([{ record: L, outcome: 'failed', reason: 'no' }]);
});

test('what is put off is put off once, and a CRM record is not an ERP record of the same name', () => {
  const batch = batchOf();
  for (const dirty of [ofCrm('A'), ofCrm('A'), ofErp('A')]) later(batch, dirty);
  expect([...batch.later.values()]).toEqual([ofCrm('A'), ofErp('A')]);
});

test('a person is told the side’s own code and sentence, or what is being asked', () => {
  expect(reasonOf({ code: 'RULE', message: 'Not on Sundays.' })).toBe('RULE: Not on Sundays.');
  expect(questionOf(questionAbout('x', 'a', 'b'))).toBe('bothChanged');
  expect(questionOf({ key: 'delete' as never, decision: null, kind: 'delete', deleted: 'crm' })).toBe(
    'delete',
  );
  expect(questionOf(undefined)).toBeNull();
});
