import { describe, expect, it } from 'vitest';
import { mayAccept, type Phase } from './mayAccept.ts';
import type { Vouched } from './useVouched.ts';

const VOUCHED: readonly Vouched[] = ['ready', 'appearing', 'hidden', 'unsupported'];
const PHASES: readonly Phase[] = ['reading', 'asking', 'writing', 'done', 'over'];

describe('a yes', () => {
  it('counts in one case only: trusted, vouched for, asked for, and by key or by a pointer that stood still', () => {
    const counted = [true, false].flatMap((isTrusted) =>
      VOUCHED.flatMap((vouched) =>
        PHASES.flatMap((phase) =>
          [true, false].flatMap((wasSteady) =>
            [0, 1, 2]
              .filter((detail) => mayAccept({ isTrusted, detail }, { vouched, wasSteady }, phase))
              .map((detail) => [isTrusted, vouched, phase, wasSteady ? 'steady' : 'moved', detail]),
          ),
        ),
      ),
    );
    expect(counted).toEqual([
      [true, 'ready', 'asking', 'steady', 0],
      [true, 'ready', 'asking', 'steady', 1],
      [true, 'ready', 'asking', 'steady', 2],
      [true, 'ready', 'asking', 'moved', 0],
    ]);
  });
});
