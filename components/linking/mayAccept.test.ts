import { describe, expect, it } from 'vitest';
import { mayAccept, type Phase } from './mayAccept.ts';
import type { Vouched } from './useVouched.ts';

const VOUCHED: readonly Vouched[] = ['ready', 'appearing', 'hidden', 'unsupported'];
const PHASES: readonly Phase[] = ['reading', 'asking', 'writing', 'done', 'over'];

describe('a yes', () => {
  it('counts in one case only: trusted, vouched for, and asked for', () => {
    const counted = [true, false].flatMap((isTrusted) =>
      VOUCHED.flatMap((vouched) =>
        PHASES.filter((phase) => mayAccept({ isTrusted }, vouched, phase)).map((phase) => [
          isTrusted,
          vouched,
          phase,
        ]),
      ),
    );
    expect(counted).toEqual([[true, 'ready', 'asking']]);
  });
});
