import { describe, expect, it } from 'vitest';
import type { FieldType } from '../field.ts';
import { STEP_NAMES, type Step, TRANSFORMERS, typeAfterChain } from './registry.ts';
import type { Direction } from './step.ts';

const { initial: number } = TRANSFORMERS.number;
const { initial: condition } = TRANSFORMERS.condition;
const yesNo: Step = {
  step: 'picklist',
  pairs: [
    { erp: true, crm: 'Yes' },
    { erp: false, crm: 'No' },
  ],
  unmapped: 'refuse',
};
const prefix: Step = { step: 'prefix', text: 'x' };
const euros: Step = { step: 'currency', currency: 'EUR' };

/** What comes out of each step, and null for a field that it has nothing to do with. */
const TYPES: readonly (readonly [Step, Direction, FieldType, FieldType | null])[] = [
  [TRANSFORMERS.trim.initial, 'toCrm', 'email', 'email'],
  [TRANSFORMERS.trim.initial, 'toCrm', 'amount', null],
  [TRANSFORMERS.case.initial, 'toErp', 'picklist', 'picklist'],
  [TRANSFORMERS.split.initial, 'toCrm', 'picklist', 'text'],
  [TRANSFORMERS.join.initial, 'toCrm', 'picklist', 'picklist'],
  [TRANSFORMERS.join.initial, 'toCrm', 'number', null],
  [prefix, 'toCrm', 'phone', 'text'],
  [TRANSFORMERS.date.initial, 'toCrm', 'date', 'text'],
  [TRANSFORMERS.date.initial, 'toErp', 'text', 'date'],
  [TRANSFORMERS.date.initial, 'toCrm', 'boolean', null],
  [{ step: 'date', erp: 'YYYY-MM-DD', crm: 'time' }, 'toErp', 'dateTime', 'date'],
  [number, 'toCrm', 'number', 'number'],
  [number, 'toErp', 'amount', 'amount'],
  [number, 'toCrm', 'text', null],
  [{ ...number, crm: 'text' }, 'toCrm', 'number', 'text'],
  [{ ...number, crm: 'text' }, 'toErp', 'text', 'number'],
  [euros, 'toCrm', 'amount', 'text'],
  [euros, 'toErp', 'text', 'amount'],
  [euros, 'toCrm', 'number', null],
  [euros, 'toErp', 'boolean', null],
  [yesNo, 'toCrm', 'boolean', 'picklist'],
  [yesNo, 'toErp', 'picklist', 'boolean'],
  [yesNo, 'toCrm', 'number', null],
  [TRANSFORMERS.picklist.initial, 'toCrm', 'picklist', 'other'],
  [TRANSFORMERS.country.initial, 'toCrm', 'text', 'text'],
  [TRANSFORMERS.state.initial, 'toErp', 'picklist', 'text'],
  [TRANSFORMERS.state.initial, 'toErp', 'date', null],
  [TRANSFORMERS.phone.initial, 'toCrm', 'text', 'phone'],
  [TRANSFORMERS.default.initial, 'toCrm', 'url', 'url'],
  [TRANSFORMERS.default.initial, 'toCrm', 'date', null],
  [condition, 'toCrm', 'email', 'email'],
  // biome-ignore lint/suspicious/noThenProperty: data; nobody awaits it.
  [{ ...condition, then: [prefix] }, 'toCrm', 'email', 'other'],
  // biome-ignore lint/suspicious/noThenProperty: data; nobody awaits it.
  [{ ...condition, then: [prefix] }, 'toCrm', 'amount', null],
];

describe('the type that comes out of a step', () => {
  it.each(TYPES.map(([step, way, from, to]) => [step.step, way, from, String(to), step, to] as const))(
    '%s %s: %s becomes %s',
    (_name, way, from, _shown, step, to) => {
      expect(typeAfterChain([step], way, from)).toBe(to);
    },
  );

  it('has an example of every step', () => {
    expect(new Set(TYPES.map(([{ step }]) => step))).toEqual(new Set(STEP_NAMES));
  });

  it('is that of the last one in a chain, and none once one of them does not fit', () => {
    expect(typeAfterChain([euros, prefix], 'toCrm', 'amount')).toBe('text');
    expect(typeAfterChain([prefix, euros], 'toCrm', 'amount')).toBeNull();
    expect(typeAfterChain([euros, prefix], 'toErp', 'text')).toBe('amount');
    expect(typeAfterChain([], 'toCrm', 'reference')).toBe('reference');
  });
});
