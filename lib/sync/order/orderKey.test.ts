import { expect, test } from 'vitest';
import type { OpportunityId } from '../ids.ts';
import { orderKey } from './orderKey.ts';

const key = (tenant: string, org: string, id: string) =>
  orderKey((text) => text, { tenant, org }, id as OpportunityId);

test('two browsers make the same key, and no two opportunities share one', () => {
  expect(key('t', 'o', '006A')).toBe(key('t', 'o', '006A'));
  expect(
    new Set([key('t', 'o', '1'), key('t', 'o1', ''), key('to', '', '1'), key('t","o', '', '1')]).size,
  ).toBe(4);
});
