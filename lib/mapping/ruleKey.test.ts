import { expect, it } from 'vitest';
import { name } from '../erp/api/sync/values.ts';
import { ruleKey } from './ruleKey.ts';
import type { Step } from './transform/registry.ts';

const rule = (steps: Step[] = []) => ({ crmField: 'Phone', erpField: 'phone', steps });
const trim: Step = { step: 'trim', inner: false };

it('names both fields, and the steps where there are some', () => {
  expect(ruleKey(rule())).toBe('Phone=phone');
  expect(ruleKey(rule([trim]))).toMatch(/^Phone=phone#[0-9a-f]{16}$/);
});

it('is another one for other steps, another order of steps, other parameters', () => {
  const upper: Step = { step: 'case', erp: 'asTyped', crm: 'upper' };
  const keys = [[], [trim], [{ ...trim, inner: true }], [trim, upper], [upper, trim]].map((steps) =>
    ruleKey(rule(steps)),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

it('is the old one again when a rule is changed back, whatever the order in which its parameters are stored', () => {
  expect(ruleKey(rule([{ inner: false, step: 'trim' }]))).toBe(ruleKey(rule([trim])));
});

it('does not grow beyond what the ERP API stores, and still tells long names apart', () => {
  const long = (last: string) =>
    ruleKey({ crmField: 'c'.repeat(399) + last, erpField: 'e'.repeat(400), steps: [trim] });
  expect(name.safeParse(long('a')).success).toBe(true);
  expect(long('a')).not.toBe(long('b'));
});
