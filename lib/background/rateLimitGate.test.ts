import { beforeEach, expect, test } from 'vitest';
import { rateLimitGate } from './rateLimitGate.ts';

const clock = { now: 0 };
beforeEach(() => {
  clock.now = 1_000;
});
const open = () => rateLimitGate(() => clock.now);
const limited = { code: 'erp.rateLimited', status: 429, retryAfterMs: 30_000 } as const;

test('a limit closes the door until the wait is over, and says what is left of it', () => {
  const gate = open();
  gate.note('t', limited);
  clock.now += 12_000;
  expect(() => gate.pass('t')).toThrow(
    expect.objectContaining({ failure: { ...limited, retryAfterMs: 18_000 } }),
  );
  clock.now += 18_000;
  expect(() => gate.pass('t')).not.toThrow();
});

test('it is the limit of one token: whoever signs in anew is not held up', () => {
  const gate = open();
  gate.note('t', limited);
  expect(() => gate.pass('another')).not.toThrow();
});

test.each([
  ['another failure', { code: 'erp.server', status: 503, retryAfterMs: 30_000 }],
  ['a limit that names no wait', { code: 'erp.rateLimited', status: 429 }],
] as const)('%s closes nothing', (_, failure) => {
  const gate = open();
  gate.note('t', failure);
  expect(() => gate.pass('t')).not.toThrow();
});

test('nobody is kept waiting for a day on the word of one answer', () => {
  const gate = open();
  gate.note('t', { ...limited, retryAfterMs: 24 * 3_600_000 });
  clock.now += 3_600_000;
  expect(() => gate.pass('t')).not.toThrow();
});
