import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Scalar } from '../../sync/value.ts';
import { anyChain, anyStep, anyValue } from './anySteps.fixture.ts';
import { carryChain, lossOfChain, readSteps, STEP_NAMES, type Step, TRANSFORMERS } from './registry.ts';
import type { Direction } from './step.ts';

const DIRECTIONS: readonly Direction[] = ['toCrm', 'toErp'];
const back = (direction: Direction): Direction => (direction === 'toCrm' ? 'toErp' : 'toCrm');
const carried = (steps: readonly Step[], direction: Direction, value: Scalar): Scalar | null => {
  const answer = carryChain(steps, direction, value);
  return answer.kind === 'value' ? answer.value : null;
};
/** −0 and 0 are one amount; what is no number at all stays none. */
const same = (one: Scalar | null, other: Scalar | null): boolean => one === other || Object.is(one, other);

describe.each(STEP_NAMES)('the step %s', (name) => {
  const step: fc.Arbitrary<Step> = anyStep[name];

  it('starts as something that can be saved, and read again', () => {
    const { initial } = TRANSFORMERS[name];
    expect(initial.step).toBe(name);
    expect(readSteps([JSON.parse(JSON.stringify(initial))])).toEqual({ steps: [initial] });
  });

  it('is refused with a parameter that it does not have', () => {
    expect(readSteps([Object.assign({}, TRANSFORMERS[name].initial, { run: 'alert(1)' })])).toEqual({
      problem: { code: 'badParameters', step: name },
    });
  });

  test('whatever it gets, it answers with a value or a name for why not, and the same each time', () => {
    fc.assert(
      fc.property(step, anyValue, fc.constantFrom(...DIRECTIONS), (each, value, direction) => {
        const answer = carryChain([each], direction, value);
        expect(carryChain([each], direction, value)).toEqual(answer);
        if (answer.kind === 'refused') expect(answer.code).toMatch(/^[a-zA-Z]+$/);
        else {
          expect(['string', 'number', 'boolean']).toContain(typeof answer.value);
          if (typeof value !== 'number') expect(answer.value).not.toBeNaN();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what it says it does not lose comes back; what it only spells another way comes to rest', () => {
    fc.assert(
      fc.property(step, anyValue, fc.constantFrom(...DIRECTIONS), (each, value, direction) => {
        const loss = lossOfChain([each], direction);
        const there = carried([each], direction, value);
        if (there === null || loss === 'content') return;
        const returned = carried([each], back(direction), there);
        if (loss === 'nothing') expect(same(returned, value)).toBe(true);
        else {
          const round = (from: Scalar | null): Scalar | null => {
            const home = from === null ? null : carried([each], back(direction), from);
            return home === null ? null : carried([each], direction, home);
          };
          const once = round(there);
          expect(same(round(once), once)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a chain', () => {
  test('never throws, and is refused whole or carried whole', () => {
    fc.assert(
      fc.property(anyChain, anyValue, fc.constantFrom(...DIRECTIONS), (steps, value, direction) => {
        const answer = carryChain(steps, direction, value);
        const inOrder = direction === 'toCrm' ? steps : steps.toReversed();
        let at: Scalar | null = value;
        for (const step of inOrder) at = at === null ? null : carried([step], direction, at);
        expect(answer.kind === 'value' ? answer.value : null).toEqual(at);
      }),
    );
  });

  test('of steps that lose nothing loses nothing', () => {
    fc.assert(
      fc.property(anyChain, anyValue, fc.constantFrom(...DIRECTIONS), (steps, value, direction) => {
        if (lossOfChain(steps, direction) !== 'nothing') return;
        const there = carried(steps, direction, value);
        if (there !== null) expect(same(carried(steps, back(direction), there), value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('goes back the way it came', () => {
    const steps: Step[] = [
      { step: 'country', erp: 'code', crm: 'name', language: 'en' },
      { step: 'prefix', text: 'in ' },
    ];
    expect(carryChain(steps, 'toCrm', 'DE')).toEqual({ kind: 'value', value: 'in Germany' });
    expect(carryChain(steps, 'toErp', 'in Germany')).toEqual({ kind: 'value', value: 'DE' });
  });

  it('loses what its worst step loses', () => {
    const { trim, split, prefix } = TRANSFORMERS;
    expect(lossOfChain([], 'toCrm')).toBe('nothing');
    expect(lossOfChain([prefix.initial, trim.initial], 'toCrm')).toBe('spelling');
    expect(lossOfChain([prefix.initial, split.initial, trim.initial], 'toCrm')).toBe('content');
  });

  it('of a later version is not carried out, and says which step it does not know', () => {
    expect(readSteps([{ step: 'trim' }])).toEqual({ problem: { code: 'badParameters', step: 'trim' } });
    expect(readSteps([TRANSFORMERS.trim.initial, { step: 'expression' }])).toEqual({
      problem: { code: 'unknownStep', step: 'expression' },
    });
    expect(readSteps([{ step: 'toString' }])).toEqual({ problem: { code: 'unknownStep', step: 'toString' } });
  });
});
