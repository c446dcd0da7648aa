import { expect, test } from 'vitest';
import * as z from 'zod';
import { issueSentence } from './issueSentence.ts';

const shape = z.strictObject({
  id: z.uuid(),
  short: z.string().min(3),
  rows: z.array(z.int()).max(1),
  made: z.string().refine((text) => text === 'so'),
  told: z.string().refine((text) => text === 'so', 'Say so.'),
  either: z.union([z.string(), z.int()]),
  day: z.date(),
  email: z.email(),
});

test('every kind of mistake is a sentence, the schema’s own words win, and no value is repeated', () => {
  const { error } = shape.safeParse(
    {
      id: 'secret',
      short: 'a',
      rows: [1, 2],
      made: 'secret',
      told: 'secret',
      either: true,
      day: 'secret',
      email: 'secret',
      more: 1,
    },
    { error: issueSentence },
  );
  expect(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
    'id: An id such as 0198f2c4-5b1e-7c3a-9d2f-1a2b3c4d5e6f is needed here.',
    'short: At least 3 characters are needed.',
    'rows: No more than 1 entries fit here.',
    'made: This cannot be used here.',
    'told: Say so.',
    'either: This cannot be used here.',
    'day: Something else is needed here.',
    'email: Another form is needed here.',
    ': There is no "more" here.',
  ]);
});
