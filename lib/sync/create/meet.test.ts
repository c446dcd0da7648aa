import { expect, test } from 'vitest';
import type { ErpId } from '../ids.ts';
import { meet } from './meet.ts';
import type { Candidate } from './ports.ts';

const like = (id: string, certain: boolean, linked = false): Candidate => ({
  id: id as ErpId,
  certain,
  linked,
});

test.each([
  ['nobody looks like it: it is made', [], { kind: 'make' }],
  ['one certain match is the twin', [like('C1', true)], { kind: 'link', twin: 'C1' }],
  [
    'also beside some that merely look like it',
    [like('C2', false), like('C1', true)],
    { kind: 'link', twin: 'C1' },
  ],
  ['two certain ones are a person’s to judge', [like('C1', true), like('C2', true)], { kind: 'ask' }],
  ['so is one that belongs to another record', [like('C1', true, true)], { kind: 'ask' }],
  ['so is one that merely looks like it', [like('C1', false)], { kind: 'ask' }],
])('%s', (_, candidates, meeting) => {
  expect(meet(candidates)).toEqual(meeting);
});
