import { describe, expect, test } from 'vitest';
import { TransportError } from '../transportError.ts';
import { budgetedCall } from './budgetedCall.ts';
import { type CallUse, callBudget } from './callBudget.ts';

const START = Date.parse('2026-11-20T11:00:00Z');

const opened = (
  use: CallUse,
  answer: { status: number; text?: string; headers?: Record<string, string> } = { status: 200 },
) => {
  const time = { at: START };
  const waits: number[] = [];
  const sent: string[] = [];
  const clock = {
    now: () => time.at,
    elapsed: () => time.at,
    wait: async (ms: number) => {
      waits.push(ms);
      time.at += ms;
    },
  };
  const store = { read: async () => null, write: async () => undefined };
  const budget = callBudget({ system: 'hubspot', org: '1', store, clock, onStoreFailure: () => undefined });
  const call = budgetedCall({
    budget,
    use,
    clock,
    call: async ({ url }) => {
      sent.push(url);
      return { status: answer.status, headers: new Headers(answer.headers), text: answer.text ?? '{}', url };
    },
  });
  const ask = (url = 'https://api.hubapi.com/crm/x', signal = new AbortController().signal) =>
    call({ method: 'POST', url, timeoutMs: 1_000, signal });
  return { time, waits, sent, budget, clock, ask };
};

describe('a call within the budget', () => {
  test('waits for its turn, by the limit of what it asks for', async () => {
    const { ask, waits, sent } = opened('sync');
    for (let made = 0; made < 9; made++) await ask('https://api.hubapi.com/crm/objects/2026-09/deals/search');
    expect(waits).toEqual([1_000, 1_000]);
    expect(sent).toHaveLength(9);
  });

  test('is not sent into a pause, and says when it is over', async () => {
    const { ask, sent, time } = opened('page', { status: 477, headers: { 'Retry-After': '90' } });
    expect((await ask()).status).toBe(477);
    time.at += 30_000;
    await expect(ask()).rejects.toMatchObject({ failure: { code: 'crm.rateLimited', retryAfterMs: 60_000 } });
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['page', 1],
    ['sync', 2],
  ] as const)('of a %s has its own patience', async (use, sentAtLast) => {
    const text = JSON.stringify({ policyName: 'TEN_SECONDLY_ROLLING' });
    const headers = { 'X-HubSpot-RateLimit-Interval-Milliseconds': '10000' };
    const { ask, sent } = opened(use, { status: 429, text, headers });
    await ask();
    await ask().catch((error: unknown) =>
      expect(error).toMatchObject({ failure: { code: 'crm.rateLimited', retryAfterMs: 10_000 } }),
    );
    expect(sent).toHaveLength(sentAtLast);
  });

  test('that nobody wants any more takes no token', async () => {
    const { ask, budget } = opened('page');
    await expect(ask('https://api.hubapi.com/', AbortSignal.abort())).rejects.toEqual(
      new TransportError('cancelled'),
    );
    expect((await budget.state()).rolling?.used).toBe(0);
  });
});
