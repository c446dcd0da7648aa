import type { CrmId } from '../../../sync/ids.ts';
import type { Side } from '../../../sync/ports.ts';
import type { Reading } from '../../../sync/reading.ts';
import { type ObjectContext, salesforceIdOf } from './objectContext.ts';
import { readLiving } from './readLiving.ts';
import { readRemoved } from './readRemoved.ts';

const ABSENT: Reading<CrmId> = { kind: 'absent' };

/** The living in one call for many; only what is missing there is looked for in the recycle bin. */
export const readSide =
  (context: ObjectContext): Side<CrmId>['read'] =>
  async (keys) => {
    const asked = keys.map((key) => salesforceIdOf(context, key));
    const ids = [...new Set(asked.filter((id) => id !== null))];
    const living = await readLiving(context, ids);
    if (living.kind !== 'answered') return living;
    const removed = await readRemoved(
      context,
      ids.filter((id) => !living.value.has(id)),
    );
    if (removed.kind !== 'answered') return removed;
    const readingOf = (id: string | null): Reading<CrmId> =>
      (id === null ? undefined : (living.value.get(id) ?? removed.value.get(id))) ?? ABSENT;
    return { kind: 'answered', value: asked.map(readingOf) };
  };
