import { readFeeds } from '../discover.ts';
import type { Dirty } from '../ports.ts';
import type { Watch } from '../progress.ts';
import type { Engine } from '../protocol.ts';
import type { Scope, Trigger } from '../runState.ts';
import type { Counts, Planned } from './planned.ts';
import { planRun } from './planRun.ts';
import { Tally } from './tally.ts';

export type DryRun =
  | { readonly kind: 'planned'; readonly counts: Counts; readonly seen: number }
  /** A system did not answer: what was told until then is true, but not all. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'cancelled' };

/**
 * What a run would do now, each change with its cause, told one by one. Writes nothing, neither here nor there: no run, no lease, no
 * position, nothing dirty.
 */
export const plan = async (
  engine: Engine,
  trigger: Trigger,
  options: Watch & { readonly scope?: Scope; readonly onChange: (change: Planned) => void },
): Promise<DryRun> => {
  const { scope = { kind: 'all' } } = options;
  const mapping = await engine.ports.erp.mapping();
  if (mapping.kind !== 'answered') return { kind: 'silent' };
  const dirty = new Map<string, Dirty>();
  const note = (things: readonly Dirty[]) => {
    for (const each of things) dirty.set(`${each.kind} ${each.id}`, each);
  };
  if (scope.kind === 'record') note([{ kind: 'link', id: scope.link }]);
  else {
    note((await engine.ports.store.load()).dirty);
    const read = await readFeeds(engine, mapping.value.version, trigger, options, (page) => {
      note(page.dirty);
      return Promise.resolve();
    });
    if (read !== 'complete') return { kind: read };
  }
  const tally = new Tally(mapping.value);
  let seen = 0;
  const works = await planRun(
    { ...engine, settings: { ...engine.settings, keptReadings: 0 } },
    mapping.value,
    [...dirty.values()],
    options,
    (change, item) => {
      seen += 1;
      tally.see(change, item);
      if (change !== null) options.onChange(change);
    },
  );
  return typeof works === 'string' ? { kind: works } : { kind: 'planned', counts: tally.counts(), seen };
};
