import type { ObjectDefinition } from '../schema/object.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from './store.ts';

interface World {
  readonly schema: Schema;
  readonly store: Store;
}

/** The loser goes into the recycle bin with `MasterRecordId` set; what hung on it hangs on the survivor, with a new stamp. */
export const merge = (
  world: World,
  object: ObjectDefinition,
  survivor: string,
  loser: string,
  by: string,
): void => {
  if (!object.mergeable) throw new Error(`${object.labelPlural} cannot be merged.`);
  world.store.transaction(() => {
    for (const child of world.schema.objects)
      for (const field of child.fields.filter(({ referenceTo }) => referenceTo.includes(object.name))) {
        if (field.name === 'MasterRecordId') continue;
        for (const row of world.store.rows(child.name).filter((one) => one[field.name] === loser))
          world.store.update(String(row.Id), { [field.name]: survivor }, by);
      }
    world.store.update(survivor, {}, by);
    world.store.remove(loser, { MasterRecordId: survivor });
  });
};
