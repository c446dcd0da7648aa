import { type SyncStorage, syncStorage } from '../../lib/store/sync/storage.ts';
import type { Wire } from './salesforceSync.ts';

/** A dead worker hears nothing more, and does nothing more. */
const DEAD = new Promise<never>(() => undefined);

/** What a worker works with, until it dies. */
export interface Mortal {
  readonly died: Promise<void>;
  /** Awaits so far. */
  count(): number;
  readonly parts: { readonly erpWire: Wire; readonly crmWire: Wire; readonly storage: SyncStorage };
}

/**
 * Every await of a worker that leaves it: database, ERP API, CRM. At the one numbered `at` the worker dies, before what it asked for
 * was done, or after.
 */
export const mortal = (at: number, when: 'before' | 'after'): Mortal => {
  let count = 0;
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    count += 1;
    if (count < at) return work();
    if (count > at) return DEAD;
    if (when === 'after') await work();
    die();
    return DEAD;
  };
  const wire: Wire = (request, deliver) => step(() => deliver(request));
  const under = syncStorage();
  const storage: SyncStorage = { use: (work) => step(() => under.use(work)) };
  return { died, count: () => count, parts: { erpWire: wire, crmWire: wire, storage } };
};
