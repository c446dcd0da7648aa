import type { Engine } from '../protocol.ts';
import type { Mapping } from '../rule.ts';
import { readItems } from '../step/readItems.ts';
import { divided, type Part } from './divided.ts';
import type { Work } from './planRun.ts';

/** The batches of a work whose turn has come; what was not kept is read again, all of it together. null = somebody did not answer. */
export const partsOf = async (
  engine: Engine,
  mapping: Mapping,
  { dirty, read }: Work,
): Promise<readonly Part[] | null> => {
  if (read !== null) return [{ dirty, read }];
  const again = await readItems(engine, mapping, dirty);
  return again === null ? null : divided(dirty, again, engine.settings.batchSize);
};
