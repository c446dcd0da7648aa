import { plannedSample } from '../../erp/client/sync/plannedSample.ts';
import { FailureError } from '../../failure.ts';
import type { DryRunPage } from '../../messaging/syncMessages.ts';
import { localStore } from '../../store/sync/localStore.ts';
import { plan } from '../../sync/planning/dryRun.ts';
import type { ErpSession } from '../erpSession.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { engineFor } from './engineFor.ts';
import { failureOf } from './finished.ts';
import type { Allowed, Guarded } from './guard.ts';
import { mappingOf } from './mappings.ts';
import { pairsOf, scopeKey } from './pairs.ts';
import type { PairTaskParts } from './pairTask.ts';
import { type PlannedLine, plannedChanges } from './plannedChanges.ts';

/** What a sync would do, page by page. Rejects with `FailureError`. Nothing is written, neither here nor there. */
export type DryRuns = (cursor: string | null, signal: AbortSignal) => Promise<DryRunPage>;

const PAGE = 100;

interface Plan {
  readonly id: string;
  readonly counts: DryRunPage['counts'];
  readonly changes: readonly PlannedLine[];
}

const NONE: DryRunPage['counts'] = { seen: 0, creates: 0, updates: 0, clears: 0, deletes: 0, conflicts: 0 };

interface Parts extends PairTaskParts {
  readonly guard: () => Promise<Guarded>;
  readonly erp: Pick<ErpSession, 'use'>;
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
}

/** The plan is kept in memory alone: it holds values of records. A worker that was stopped plans anew. */
export const dryRuns = (parts: Parts): DryRuns => {
  let kept: Plan | null = null;

  const planAll = async ({ crms, me }: Allowed, signal: AbortSignal): Promise<Plan> => {
    const changes: PlannedLine[] = [];
    let counts = NONE;
    for (const crm of crms)
      for (const pair of pairsOf(crm.system)) {
        const { mapping, create, scope } = await mappingOf(parts.use, crm, pair);
        if (mapping.rules.length === 0) continue;
        const store = localStore(parts.storage, scopeKey(crm.org, pair, `${me.user}/${crm.user ?? ''}`));
        const engine = await engineFor({
          ...parts,
          crm,
          pair,
          mapping,
          scope: { of: scope, isHeeded: true },
          create: { ...create, tenant: me.tenant },
          autoOrder: null,
          store,
          lease: null,
          observer: NOBODY,
          workedMs: null,
        });
        const place = { ...pair, org: crm.org };
        let conflicts = 0;
        const planned = await plan(engine, 'manual', {
          signal,
          onChange: (change) => {
            changes.push(...plannedSample(change).map((line) => ({ line, place })));
            if (change.kind === 'change') conflicts += change.questions.length;
          },
        });
        if (planned.kind === 'cancelled') throw new FailureError({ code: 'cancelled' });
        if (planned.kind === 'silent') throw new FailureError({ code: 'crm.unreachable' });
        counts = added(counts, planned, conflicts);
      }
    return { id: parts.newId(), counts, changes };
  };

  return async (cursor, signal) => {
    if (cursor === null) {
      const guarded = await parts.guard();
      if (guarded.kind === 'held') throw new FailureError(failureOf(guarded.hold, parts.now()));
      kept = await planAll(guarded, signal);
    }
    const [id, place] = (cursor ?? `${kept?.id} 0`).split(' ');
    if (kept === null || kept.id !== id) throw new FailureError({ code: 'unexpected' });
    const from = Number(place);
    const next = from + PAGE;
    const all = kept.changes.length;
    return {
      counts: kept.counts,
      changes: await plannedChanges(parts, kept.changes.slice(from, next), signal),
      next: next < all ? `${id} ${next}` : null,
    };
  };
};

const NOBODY = {
  failed: () => undefined,
  asked: () => undefined,
  braked: () => undefined,
  ordered: () => undefined,
  ending: async () => undefined,
};

type Planned = Extract<Awaited<ReturnType<typeof plan>>, { kind: 'planned' }>;

const added = (
  before: DryRunPage['counts'],
  { counts, seen }: Planned,
  conflicts: number,
): DryRunPage['counts'] => ({
  seen: before.seen + seen,
  creates: before.creates + counts.creates,
  updates: before.updates + counts.updates,
  clears: before.clears + counts.clears.reduce((sum, { cleared }) => sum + cleared, 0),
  deletes: before.deletes + counts.deletes,
  conflicts: before.conflicts + conflicts,
});
