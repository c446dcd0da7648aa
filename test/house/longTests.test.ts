import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALONE, LONGEST, STORIES } from '../setup/longTests.ts';

it.each([...STORIES.extension, ...STORIES.server, ...LONGEST, ...ALONE])(
  '%s, named as a long test, is there',
  (name) => {
    expect(existsSync(join(import.meta.dirname, '../..', name))).toBe(true);
  },
);
