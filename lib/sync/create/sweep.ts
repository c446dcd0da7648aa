import type { Engine } from '../protocol.ts';

/**
 * Looks once more for records whose making nobody heard of: one that arrives after its twin was made is told to a person, and never
 * deleted. Part of every full run. `false` = something did not answer.
 */
export const tellLateTwins = async ({ ports: { create } }: Engine): Promise<boolean> => {
  if (create === null) return true;
  const doubts = await create.twins.doubts();
  if (doubts.kind !== 'answered') return false;
  for (const side of ['crm', 'erp'] as const) {
    const creator = create[side];
    const due = doubts.value.filter((doubt) => doubt.side === side);
    if (creator === null || creator === 'inTransaction' || due.length === 0) continue;
    const there = await creator.withKey(due.map(({ key }) => key));
    if (there.kind !== 'answered') return false;
    for (const [index, { key, known }] of due.entries()) {
      const late = (there.value[index] ?? []).filter((id) => !known.includes(id));
      if (late.length > 0 && (await create.twins.suspect(key, late)).kind !== 'answered') return false;
    }
  }
  return true;
};
