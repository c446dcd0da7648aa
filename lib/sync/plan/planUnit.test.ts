// Long because the whole table of decisions for one field, a row per case.
import { describe, expect, test } from 'vitest';
import {
  A,
  cell,
  E,
  entry,
  found,
  mappingOf,
  pair,
  questionAbout,
  rule,
} from '../../../test/setup/engine.ts';
import type { ConflictKey, ServerTime } from '../ids.ts';
import type { Base, Conflict, ContestedField } from '../link.ts';
import type { FieldRule } from '../rule.ts';
import { asValue, BLANK } from '../value.ts';
import { planRecord } from './planRecord.ts';
import type { RecordPlan } from './recordPlan.ts';

type Values = Parameters<typeof found>[1];
const plan = (
  rules: readonly FieldRule[],
  base: Readonly<Record<string, ReturnType<typeof pair>>>,
  crm: Values,
  erp: Values,
  conflicts: readonly Conflict[] = [],
): RecordPlan =>
  planRecord({
    mapping: mappingOf(...rules),
    link: { base: base as Base, conflicts },
    crm: found(A, crm),
    erp: found(E, erp),
    toleranceMs: 10,
  });
const writes = (result: RecordPlan) =>
  result.writes.map(({ rule: key, crm, erp }) =>
    crm.kind === 'write' ? [key, 'crm', crm.after] : [key, 'erp', erp.kind === 'write' ? erp.after : null],
  );
const bothWays = (policy: string, firstTime = 'ask') => ({ flow: { direction: 'both', policy, firstTime } });
const oneWay = (direction: 'toCrm' | 'toErp', firstTime = 'ask') => ({ flow: { direction, firstTime } });
const group = (name: string, more: object = {}) => rule(name, { group: 'g', ...more });
const questionFields = (name: string) => {
  const question = questionAbout(name, 'p', 'q');
  return question.kind === 'fields' ? question.fields : [];
};
const fieldsOf = (result: RecordPlan): readonly ContestedField[] | undefined => {
  const [first] = result.open;
  return first?.kind === 'fields' ? first.fields : undefined;
};

describe('a write', () => {
  test('carries before and after, the newest history entry of its side, and both fields', () => {
    const history = [entry(0, 'first'), entry(1, 'older'), entry(2, 'a')];
    const result = plan([rule('x')], { x: pair('a') }, { X: 'b' }, { x: cell('a', { history }) });
    expect(result.writes).toEqual([
      {
        rule: 'x',
        unit: 'field:x',
        fields: { crm: 'X', erp: 'x' },
        crm: { kind: 'kept', stored: asValue('b') },
        erp: { kind: 'write', before: asValue('a'), after: asValue('b'), mark: entry(2, 'a') },
      },
    ]);
    expect(result.causes).toEqual([{ rule: 'x', changed: 'crm', why: 'onlyChange' }]);
    expect(result.losers).toEqual([]);
  });

  test('is in the other system’s own form', () => {
    const form = {
      toCrm: (value: string) => value.toUpperCase(),
      toErp: (value: string) => value.toLowerCase(),
    };
    const result = plan([rule('x', { form })], { x: pair('A', 'a') }, { X: 'A' }, { x: 'b' });
    expect(writes(result)).toEqual([['x', 'crm', asValue('B')]]);
  });

  test('of a group carries its fields all together, and names as loser only what really moves', () => {
    const rules = [group('x', bothWays('crmWins')), group('y', bothWays('crmWins'))];
    const result = plan(rules, { x: pair('a'), y: pair('y') }, { X: 'b', Y: 'y' }, { x: 'c', y: 'y' });
    expect(writes(result)).toEqual([
      ['x', 'erp', asValue('b')],
      ['y', 'erp', asValue('y')],
    ]);
    expect(result.losers).toEqual([{ rule: 'x', side: 'erp', value: asValue('c'), reason: 'crmWins' }]);
    expect(result.causes).toEqual([
      { rule: 'x', changed: 'both', why: 'crmWins' },
      { rule: 'y', changed: 'neither', why: 'crmWins' },
    ]);
  });

  test('leaves in a group what a side has made of an agreed value as it stands there', () => {
    const rules = [group('x'), group('y')];
    const result = plan(rules, { x: pair('a'), y: pair('y', 'Y!') }, { X: 'b', Y: 'y' }, { x: 'a', y: 'Y!' });
    expect(writes(result)).toEqual([
      ['x', 'erp', asValue('b')],
      ['y', 'erp', asValue('Y!')],
    ]);
  });
});

describe('fields that are equal', () => {
  test('become the base where it says otherwise, and nothing where it says the same', () => {
    const settled = (base: Record<string, ReturnType<typeof pair>>) =>
      plan([rule('x')], base, { X: 'a' }, { x: 'a' }).settled;
    const agreed = [{ rule: 'x', pair: pair('a') }];
    expect(settled({ x: pair('a') })).toEqual([]);
    expect(settled({})).toEqual(agreed);
    expect(settled({ x: pair('b', 'a') })).toEqual(agreed);
    expect(settled({ x: pair('a', 'b') })).toEqual(agreed);
  });

  test('close the question about them', () => {
    const asked = questionAbout('x', 'b', 'c');
    expect(plan([rule('x')], { x: pair('a') }, { X: 'a' }, { x: 'a' }, [asked]).close).toEqual(['field:x']);
    expect(plan([rule('x')], { x: pair('a') }, { X: 'a' }, { x: 'a' }).close).toEqual([]);
  });

  test('apart from what a side made of them are nobody’s to move', () => {
    const result = plan([rule('x')], { x: pair('a', 'A') }, { X: 'a' }, { x: 'A' }, [
      questionAbout('x', 'q', 'r'),
    ]);
    expect(result).toMatchObject({ writes: [], open: [], settled: [], close: ['field:x'] });
  });
});

describe('fields that meet for the first time', () => {
  const rules = (firstTime: string) => [rule('x', bothWays('ask', firstTime))];

  test('are filled where one side is empty, without naming a loser that anybody typed', () => {
    expect(writes(plan(rules('ask'), {}, { X: 'a' }, { x: null }))).toEqual([['x', 'erp', asValue('a')]]);
    expect(writes(plan(rules('ask'), {}, { X: null }, { x: 'a' }))).toEqual([['x', 'crm', asValue('a')]]);
  });

  test('are decided by the rule where both have a value, and the loser is named', () => {
    const result = plan(rules('crm'), {}, { X: 'a' }, { x: 'b' });
    expect(writes(result)).toEqual([['x', 'erp', asValue('a')]]);
    expect(result.losers).toEqual([{ rule: 'x', side: 'erp', value: asValue('b'), reason: 'firstTime' }]);
    expect(result.causes).toEqual([{ rule: 'x', changed: null, why: 'firstTime' }]);
    expect(writes(plan(rules('erp'), {}, { X: 'a' }, { x: 'b' }))).toEqual([['x', 'crm', asValue('b')]]);
    expect(plan(rules('ask'), {}, { X: 'a' }, { x: 'b' }).open).toMatchObject([{ reason: 'firstTime' }]);
  });

  test('flow one way: only from the source, and over what stands there only where the rule says so', () => {
    const one = (firstTime: string, blanks = 'keep') => [
      rule('x', { ...oneWay('toErp', firstTime), blanks }),
    ];
    expect(writes(plan(one('source'), {}, { X: 'a' }, { x: 'b' }))).toEqual([['x', 'erp', asValue('a')]]);
    expect(plan(one('ask'), {}, { X: 'a' }, { x: 'b' }).open).toMatchObject([{ reason: 'firstTime' }]);
    expect(writes(plan(one('ask'), {}, { X: 'a' }, { x: null }))).toEqual([['x', 'erp', asValue('a')]]);
    // The source is empty: nothing flows, and the value on the other side is left beside it.
    expect(plan(one('ask'), {}, { X: null }, { x: 'b' })).toMatchObject({
      writes: [],
      open: [],
      settled: [{ rule: 'x', pair: pair(null, 'b') }],
    });
    expect(plan(one('ask', 'propagate'), {}, { X: null }, { x: 'b' }).open).toMatchObject([
      { reason: 'firstTime' },
    ]);
  });

  test('of a group meet as a whole, though some of them have met before', () => {
    const result = plan([group('x'), group('y')], { x: pair('a') }, { X: 'b', Y: 'y' }, { x: 'a', y: 'z' });
    expect(result.open).toMatchObject([{ key: 'group:g', reason: 'firstTime' }]);
  });

  test('half of a group that is empty does not fill the other half', () => {
    const result = plan([group('x'), group('y')], {}, { X: null, Y: 'y' }, { x: 'x', y: 'z' });
    expect(result.open).toMatchObject([{ reason: 'firstTime' }]);
  });
});

describe('one way', () => {
  const rules = [rule('x', oneWay('toErp'))];

  test('follows its source', () => {
    const result = plan(rules, { x: pair('a') }, { X: 'b' }, { x: 'a' });
    expect(writes(result)).toEqual([['x', 'erp', asValue('b')]]);
    expect(result).toMatchObject({ losers: [], causes: [{ why: 'onlyChange' }] });
  });

  test('is put back, and wins a contest', () => {
    const back = plan(rules, { x: pair('a') }, { X: 'a' }, { x: 'b' });
    expect(writes(back)).toEqual([['x', 'erp', asValue('a')]]);
    expect(back).toMatchObject({
      losers: [{ value: asValue('b'), reason: 'oneWay' }],
      causes: [{ changed: 'erp' }],
    });
    const won = plan(rules, { x: pair('a') }, { X: 'b' }, { x: 'c' });
    expect(writes(won)).toEqual([['x', 'erp', asValue('b')]]);
    expect(won.losers).toMatchObject([{ reason: 'oneWay' }]);
  });
});

describe('a contest', () => {
  const contest = (rules: readonly FieldRule[], crm: Values, erp: Values) =>
    plan(rules, { x: pair(1), y: pair('y') }, crm, erp);
  const limited = [rule('x', { ...bothWays('crmWins'), askAbove: 100 })];

  test('above the threshold is always a person’s, whichever value is above it', () => {
    expect(contest(limited, { X: 101 }, { x: 2 }).open).toMatchObject([{ reason: 'aboveThreshold' }]);
    expect(contest(limited, { X: 2 }, { x: 101 }).open).toMatchObject([{ reason: 'aboveThreshold' }]);
    expect(contest(limited, { X: -101 }, { x: 2 }).open).toMatchObject([{ reason: 'aboveThreshold' }]);
    expect(contest(limited, { X: 100 }, { x: 2 }).writes).toHaveLength(1);
    expect(contest(limited, { X: 'five hundred' }, { x: '999' }).writes).toHaveLength(1);
    expect(contest(limited, { X: null }, { x: 2 }).writes).toHaveLength(0);
    expect(contest([rule('x', bothWays('crmWins'))], { X: 101 }, { x: 2 }).writes).toHaveLength(1);
  });

  test('of a group is a person’s where one of its fields is above the threshold', () => {
    const rules = [group('x', { ...bothWays('crmWins'), askAbove: 100 }), group('y', bothWays('crmWins'))];
    expect(contest(rules, { X: 101, Y: 'q' }, { x: 2, y: 'r' }).open).toMatchObject([
      { reason: 'aboveThreshold' },
    ]);
  });

  test('is decided by its policy, and says so', () => {
    const won = (policy: string) => contest([rule('x', bothWays(policy))], { X: 2 }, { x: 3 });
    expect(writes(won('crmWins'))).toEqual([['x', 'erp', asValue(2)]]);
    expect(writes(won('erpWins'))).toEqual([['x', 'crm', asValue(3)]]);
    expect(won('erpWins').causes).toEqual([{ rule: 'x', changed: 'both', why: 'erpWins' }]);
    expect(won('ask')).toMatchObject({ writes: [], open: [{ reason: 'bothChanged' }] });
  });

  test('by time counts the fields that changed, the latest of them, and no others', () => {
    const rules = [group('x', bothWays('lastWriteWins')), group('y', bothWays('lastWriteWins'))];
    const timed = (value: number | string, at: number | null) =>
      cell(value, { changedAt: at as ServerTime | null });
    const later = contest(
      rules,
      { X: timed(2, 500), Y: timed('y', 900) },
      { x: timed(3, 600), y: timed('y', null) },
    );
    expect(writes(later)[0]).toEqual(['x', 'crm', asValue(3)]);
    const inexact = contest(
      rules,
      { X: timed(2, 500), Y: timed('q', null) },
      { x: timed(3, 600), y: timed('y', 10) },
    );
    expect(inexact.open).toMatchObject([{ reason: 'timesUndecided' }]);
    const two = contest(
      rules,
      { X: timed(2, 500), Y: timed('q', 700) },
      { x: timed(3, 600), y: timed('y', 10) },
    );
    expect(writes(two)[0]).toEqual(['x', 'erp', asValue(2)]);
  });

  test('a change of one field of a group against a change of another is a contest', () => {
    const result = contest([group('x'), group('y')], { X: 2, Y: 'y' }, { x: 1, y: 'z' });
    expect(result.open).toMatchObject([{ key: 'group:g', reason: 'bothChanged' }]);
    expect(fieldsOf(result)).toEqual([
      { rule: 'x', ...pair(2, 1) },
      { rule: 'y', ...pair('y', 'z') },
    ]);
  });
});

describe('blanks', () => {
  const propagate = { blanks: 'propagate' };

  test('erase what was agreed on only where the rule says so', () => {
    const cleared = plan([rule('x', propagate)], { x: pair('a') }, { X: null }, { x: 'a' });
    expect(writes(cleared)).toEqual([['x', 'erp', { kind: 'cleared' }]]);
    expect(plan([rule('x')], { x: pair('a') }, { X: null }, { x: 'a' }).writes).toEqual([]);
  });

  test('that nobody cleared erase nothing, even there', () => {
    const never = plan([rule('x', propagate)], { x: pair(null, 'a') }, { X: null }, { x: 'b' });
    expect(writes(never)).toEqual([['x', 'crm', asValue('b')]]);
    const won = plan(
      [rule('x', { ...propagate, ...bothWays('crmWins') })],
      { x: pair(null, 'a') },
      { X: null },
      { x: 'b' },
    );
    expect(writes(won)).not.toContainEqual(['x', 'erp', { kind: 'cleared' }]);
  });

  test('of a source that nobody cleared erase nothing either: the edit beside them stays', () => {
    const rules = [rule('x', { ...propagate, ...oneWay('toErp') })];
    expect(plan(rules, { x: pair(null, 'a') }, { X: null }, { x: 'b' })).toMatchObject({
      writes: [],
      open: [],
      settled: [{ rule: 'x', pair: pair(null, 'b') }],
    });
  });

  test('left in a group make the next change on one side a contest, not a leave', () => {
    const rules = [group('x'), group('y')];
    const base = { x: pair(null, 'a'), y: pair('y') };
    const result = plan(rules, base, { X: null, Y: 'z' }, { x: 'a', y: 'y' });
    expect(result).toMatchObject({ writes: [], open: [{ key: 'group:g', reason: 'bothChanged' }] });
  });

  test('a person may erase with', () => {
    const answered = { ...questionAbout('x', null, 'b'), decision: 'crm' } as Conflict;
    const result = plan([rule('x')], { x: pair('a') }, { X: null }, { x: 'b' }, [answered]);
    expect(writes(result)).toEqual([['x', 'erp', { kind: 'cleared' }]]);
    expect(result).toMatchObject({
      losers: [{ value: asValue('b'), reason: 'decision' }],
      close: ['field:x'],
    });
  });

  test('in half of a group are a person’s: an address without its street is nobody’s address', () => {
    const rules = [group('x'), group('y')];
    const result = plan(rules, { x: pair('a'), y: pair('y') }, { X: null, Y: 'z' }, { x: 'a', y: 'y' });
    expect(result).toMatchObject({ writes: [], open: [{ key: 'group:g', reason: 'blankInGroup' }] });
  });

  test('in all that moves of a group are left apart', () => {
    const rules = [group('x'), group('y')];
    const result = plan(rules, { x: pair('a'), y: pair('y') }, { X: null, Y: 'y' }, { x: 'a', y: 'y' });
    expect(result).toMatchObject({
      writes: [],
      open: [],
      settled: [
        { rule: 'x', pair: pair(null, 'a') },
        { rule: 'y', pair: pair('y') },
      ],
    });
  });

  test('that were left beside a value are filled when they stay empty on one side, and the value is named', () => {
    const filled = plan([rule('x')], { x: pair(null, 'a') }, { X: null }, { x: 'b' });
    expect(filled).toMatchObject({ losers: [{ side: 'crm', value: BLANK, reason: 'leftApart' }] });
  });
});

describe('a question that stands', () => {
  const base = { x: pair('a') };

  test('is found by its rule though the mapping groups it otherwise now', () => {
    const result = plan(
      [group('x'), group('y')],
      { x: pair('a'), y: pair('y') },
      { X: 'b', Y: 'y' },
      { x: 'c', y: 'y' },
      [questionAbout('x', 'b', 'c')],
    );
    expect(result).toMatchObject({ writes: [], open: [] });
  });

  test('is found though one of its fields is not mapped any more', () => {
    const asked = questionAbout('x', 'b', 'c');
    const fields = asked.kind === 'fields' ? [...questionFields('z'), ...asked.fields] : [];
    const result = plan([rule('x')], base, { X: 'b' }, { x: 'c' }, [{ ...asked, fields } as Conflict]);
    expect(result).toMatchObject({ writes: [], open: [] });
  });

  test('about another field holds nothing up', () => {
    const result = plan([rule('x')], base, { X: 'b' }, { x: 'a' }, [questionAbout('z', 'b', 'c')]);
    expect(result.writes).toHaveLength(1);
  });

  test('is asked anew, under its own name, once the values are others', () => {
    const asked = { ...questionAbout('x', 'b', 'c'), key: 'group:old' as ConflictKey };
    const result = plan([rule('x')], base, { X: 'b' }, { x: 'd' }, [asked]);
    expect(result.open).toMatchObject([{ key: 'group:old', fields: [pair('b', 'd')] }]);
  });

  test('is closed by the change that settles it', () => {
    const result = plan([rule('x')], base, { X: 'b' }, { x: 'a' }, [questionAbout('x', 'b', 'c')]);
    expect(result).toMatchObject({ writes: [{ rule: 'x' }], close: ['field:x'] });
  });

  test('about an untellable write stays one until the values meet', () => {
    const untellable = { ...questionAbout('x', 'b', 'c'), reason: 'untellable' } as Conflict;
    expect(plan([rule('x')], base, { X: 'b' }, { x: 'c' }, [untellable])).toMatchObject({
      open: [],
      writes: [],
    });
    expect(plan([rule('x')], base, { X: 'a' }, { x: 'd' }, [untellable])).toMatchObject({
      open: [{ reason: 'untellable', fields: [pair('a', 'd')] }],
      writes: [],
    });
  });

  test('of a group counts for the fields that it names, the others being equal', () => {
    const rules = [group('x'), group('y')];
    const answered = { ...questionAbout('x', 'b', 'c'), decision: 'crm' } as Conflict;
    const both = { x: pair('a'), y: pair('y') };
    const inView = plan(rules, both, { X: 'b', Y: 'q' }, { x: 'c', y: 'q' }, [answered]);
    expect(writes(inView)[0]).toEqual(['x', 'erp', asValue('b')]);
    const moved = plan(rules, both, { X: 'b', Y: 'q' }, { x: 'c', y: 'r' }, [answered]);
    expect(moved).toMatchObject({ writes: [], open: [{ reason: 'bothChanged' }] });
  });

  test('an answer turns no field of a one-way group round', () => {
    const rules = [group('x', oneWay('toErp')), group('y', oneWay('toErp'))];
    const both = { x: pair('a'), y: pair('y') };
    const asked = {
      ...questionAbout('x', 'b', 'c'),
      fields: [
        { rule: 'x', ...pair('b', 'c') },
        { rule: 'y', ...pair('y') },
      ],
    };
    const say = (decision: 'crm' | 'erp') =>
      plan(rules, both, { X: 'b', Y: 'y' }, { x: 'c', y: 'y' }, [{ ...asked, decision } as Conflict]);
    expect(say('erp')).toMatchObject({ writes: [], open: [] });
    expect(say('crm').losers).toMatchObject([{ reason: 'decision' }]);
  });
});
