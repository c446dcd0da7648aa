import { expect, test } from 'vitest';
import { rule } from '../../test/setup/engine.ts';
import { conflictHandlers, isEqual } from './conflictHandlers.ts';
import { carry, fieldOn, otherSide, sourceOf } from './rule.ts';
import { asValue, BLANK, observe, sameStored, storedAfter, toWrite, UNSEEN } from './value.ts';

const form = {
  toCrm: (value: unknown) => String(value).toUpperCase(),
  toErp: (value: unknown) => String(value).toLowerCase(),
};

test('a value goes over in the other side’s form, a blank as it is', () => {
  expect(carry(rule('x', { form }), 'crm', asValue('Nord'))).toEqual(asValue('nord'));
  expect(carry(rule('x', { form }), 'erp', asValue('Nord'))).toEqual(asValue('NORD'));
  expect(carry(rule('x', { form }), 'crm', BLANK)).toEqual(BLANK);
});

test('two values are equal if they are in either system’s form', () => {
  const trimming = { toCrm: (value: unknown) => value, toErp: (value: unknown) => String(value).trim() };
  expect(isEqual(rule('x', { form: trimming }), asValue('Nord '), asValue('Nord'))).toBe(true);
  const padding = { toCrm: (value: unknown) => `0${String(value)}`, toErp: (value: unknown) => value };
  expect(isEqual(rule('x', { form: padding }), asValue('07'), asValue('7'))).toBe(true);
  expect(isEqual(rule('x', { form: padding }), asValue('7'), asValue('8'))).toBe(false);
});

test('each side has its own field, and where values flow one way the source is the other end', () => {
  expect([fieldOn(rule('x'), 'crm'), fieldOn(rule('x'), 'erp')]).toEqual(['X', 'x']);
  expect([otherSide('crm'), otherSide('erp')]).toEqual(['erp', 'crm']);
  const flow = (direction: string) => rule('x', { flow: { direction, firstTime: 'source' } });
  expect([sourceOf(rule('x')), sourceOf(flow('toCrm')), sourceOf(flow('toErp'))]).toEqual([
    null,
    'erp',
    'crm',
  ]);
});

test('only the base tells what was cleared from what was never there', () => {
  expect(observe(BLANK, asValue('a'))).toEqual({ kind: 'cleared' });
  expect(observe(BLANK, BLANK)).toEqual(BLANK);
  expect(observe(BLANK, null)).toEqual(BLANK);
  expect(observe(asValue('b'), asValue('a'))).toEqual(asValue('b'));
  expect(observe(UNSEEN, asValue('a'))).toEqual(UNSEEN);
});

test('a blank is written by clearing, and stands there as a blank', () => {
  expect(toWrite(BLANK)).toEqual({ kind: 'cleared' });
  expect(toWrite(asValue(0))).toEqual(asValue(0));
  expect(storedAfter({ kind: 'cleared' })).toEqual(BLANK);
  expect(storedAfter(asValue(false))).toEqual(asValue(false));
});

test('a value is the same as itself alone, and no blank is a value', () => {
  expect(sameStored(asValue('a'), asValue('a'))).toBe(true);
  expect(sameStored(asValue('a'), asValue('b'))).toBe(false);
  expect(sameStored(asValue(''), BLANK)).toBe(false);
  expect(sameStored(BLANK, asValue(''))).toBe(false);
  expect(sameStored(BLANK, BLANK)).toBe(true);
});

test('who wins is what the policy says; the later one only where it certainly is', () => {
  const times = (crm: number, erp: number, exact = true) => ({
    times: { crm: { at: crm, exact }, erp: { at: erp, exact } },
    toleranceMs: 10,
  });
  const { lastWriteWins, crmWins, erpWins, ask } = conflictHandlers;
  const undecided = { kind: 'ask', reason: 'timesUndecided' };
  expect(lastWriteWins.resolve(times(111, 100))).toEqual({ kind: 'winner', side: 'crm' });
  expect(lastWriteWins.resolve(times(100, 111))).toEqual({ kind: 'winner', side: 'erp' });
  expect(lastWriteWins.resolve(times(110, 100))).toEqual(undecided);
  expect(lastWriteWins.resolve(times(100, 110))).toEqual(undecided);
  expect(lastWriteWins.resolve(times(200, 100, false))).toEqual(undecided);
  expect(lastWriteWins.resolve(times(100, 200, false))).toEqual(undecided);
  expect(crmWins.resolve(times(0, 9))).toEqual({ kind: 'winner', side: 'crm' });
  expect(erpWins.resolve(times(9, 0))).toEqual({ kind: 'winner', side: 'erp' });
  expect(ask.resolve(times(9, 0))).toEqual({ kind: 'ask', reason: 'bothChanged' });
});
