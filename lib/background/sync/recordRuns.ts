import type { MappingPair } from '../../erp/api/fieldMapping.ts';
import type { RecordRef } from '../../erp/api/record.ts';
import { recordKey } from '../../erp/api/recordKey.ts';
import { type Failure, FailureError } from '../../failure.ts';
import { localStore } from '../../store/sync/localStore.ts';
import type { LinkId } from '../../sync/ids.ts';
import { planRun } from '../../sync/planning/planRun.ts';
import type { LocalStore } from '../../sync/ports.ts';
import type { Engine } from '../../sync/protocol.ts';
import type { Mapping } from '../../sync/rule.ts';
import type { Item } from '../../sync/step/readItems.ts';
import type { ConnectedCrm } from './connectedCrm.ts';
import { engineFor } from './engineFor.ts';
import { letters } from './letters.ts';
import { mappingOf } from './mappings.ts';
import type { Observer } from './observed.ts';
import { pairOf, pairOfScope, scopeKey } from './pairs.ts';
import type { PairTaskParts } from './pairTask.ts';
import { type PairEnd, runPair } from './runPair.ts';
import { isInScope } from './scope.ts';
import { tellStarted } from './tellStarted.ts';
import { metered } from './workMeter.ts';

/** How one linked record stands at this moment, read on both sides. */
export interface Look {
  readonly item: Item | null;
  readonly mapping: Mapping;
  /** Whether the pair's scope takes the record in; null = it is not seen. */
  readonly isInScope: boolean | null;
  /** What a sync would do now; null = nothing. */
  readonly change: Parameters<Parameters<typeof planRun>[4]>[0];
}

/** One record apart from all others. Every method rejects with `FailureError`. */
export interface RecordRuns {
  /** Syncs its links now; [] = it has none, or is of no pair. A sync of everything may be under way beside it. */
  sync(record: RecordRef, syncId: string): Promise<readonly PairEnd[]>;
  /** Goes on with a run over one record that a person has let go on, in the scope where it stands. */
  goOn(run: string, scope: string): Promise<void>;
  /** Reads and plans, and writes nothing; null = it is of no pair. */
  look(record: RecordRef, link: string): Promise<Look | null>;
}

interface Parts extends PairTaskParts {
  readonly crms: () => Promise<readonly ConnectedCrm[]>;
  readonly user: () => Promise<string>;
}

/** Ends the name of the scope in which single records are synced. */
const RECORD = '#record';

/** Whether single records are synced in it, apart from everything else. */
export const isOfRecords = (scope: string): boolean => scope.endsWith(RECORD);

const NOBODY: Observer = {
  failed: () => undefined,
  asked: () => undefined,
  braked: () => undefined,
  ordered: () => undefined,
  ending: async () => undefined,
};

export const recordRuns = (parts: Parts): RecordRuns => {
  const { use, storage, clock, log, newId, crms } = parts;
  const { signal } = new AbortController();

  const placeOf = async (record: RecordRef): Promise<{ crm: ConnectedCrm; pair: MappingPair } | null> => {
    const pair = pairOf(record);
    if (pair === null) return null;
    const crm = (await crms()).find(({ system, org }) => system === record.system && org === record.org);
    if (crm === undefined) throw new FailureError({ code: 'crm.notConnected' });
    return { crm, pair };
  };

  const storesOf = async (crm: ConnectedCrm, pair: MappingPair, asked = use) => {
    const scope = scopeKey(crm.org, pair, `${await parts.user()}/${crm.user ?? ''}`);
    // A run of its own: the one over everything may stand in the middle at this moment.
    return { main: localStore(storage, scope), own: metered({ ...parts, use: asked }, scope + RECORD) };
  };

  const observer = (syncId: string, asked: Parts['use']): Observer => ({
    ...NOBODY,
    failed: ({ code, status }) => log.add('sync.unanswered', syncId, { code, status: status ?? null }),
    asked: (link, key) => log.add('CRM.ConflictDetected', syncId, { record_id: link, field_name: key }),
    ending: (report) => letters(asked, report, false),
  });

  /** One link after the other, each a run of its own. */
  const carryOut = async (
    { crm, pair }: { readonly crm: ConnectedCrm; readonly pair: MappingPair },
    links: readonly string[],
    syncId: string,
  ): Promise<readonly PairEnd[]> => {
    const asked = parts.during(syncId);
    const { main, own } = await storesOf(crm, pair, asked);
    const { watched, ...working } = own;
    const ends: PairEnd[] = [];
    for (const link of links) {
      const ended = tellStarted(parts, syncId, pair, { record_id: link });
      const end = await runPair(
        {
          ...working,
          crm,
          pair,
          lease: null,
          tenant: null,
          autoOrder: null,
          clock,
          newId: () => `${syncId}-${newId()}`,
          observer: observer(syncId, asked),
        },
        'record',
        { ...watched({}), scope: { kind: 'record', link: link as LinkId } },
      );
      ended(end);
      ends.push(end);
    }
    await handOver(own.store, main);
    return ends;
  };

  return {
    sync: async (record, syncId) => {
      const place = await placeOf(record);
      if (place === null) return [];
      const { crm, pair } = place;
      const key = recordKey(record);
      const asked = parts.during(syncId);
      const views = await asked((calls) =>
        calls.links([{ kind: 'crm', id: key }], { org: crm.org, ...pair }, signal),
      );
      return carryOut(
        place,
        views.map(({ link }) => link.id),
        syncId,
      );
    },

    goOn: async (run, scope) => {
      const pair = pairOfScope(scope);
      const crm = (await crms()).find(({ system, org }) => scope.startsWith(`${system}/${org}/`));
      if (pair === null || crm === undefined) throw new FailureError({ code: 'crm.notConnected' });
      const { own } = await storesOf(crm, pair);
      const left = (await own.store.load()).run;
      // Every id of a sync begins with the sync's own.
      const [syncId = run] = run.split('-');
      if (left?.id === run && left.scope.kind === 'record')
        await carryOut({ crm, pair }, [left.scope.link], syncId);
    },

    look: async (record, link) => {
      const place = await placeOf(record);
      if (place === null) return null;
      const { crm, pair } = place;
      const { mapping, scope } = await mappingOf(use, crm, pair);
      const { own } = await storesOf(crm, pair);
      let silent: Failure = { code: 'crm.unreachable' };
      const engine: Engine = await engineFor({
        use,
        crm,
        pair,
        mapping,
        scope: { of: scope, isHeeded: false },
        create: null,
        autoOrder: null,
        store: own.store,
        lease: null,
        clock,
        newId,
        observer: {
          ...NOBODY,
          failed: (failure) => {
            silent = failure;
          },
        },
        workedMs: null,
      });
      const isIn = (item: Item | null): boolean | null =>
        item?.crm.kind === 'found' ? isInScope(crm, scope, item.crm.cells) : null;
      let seen: Pick<Look, 'item' | 'change'> = { item: null, change: null };
      const dirty = [{ kind: 'link' as const, id: link as LinkId }];
      const planned = await planRun(engine, mapping, dirty, {}, (change, item) => {
        seen = { item, change };
      });
      if (typeof planned === 'string') throw new FailureError(silent);
      return { ...seen, mapping, isInScope: isIn(seen.item) };
    },
  };
};

/** What has to be looked at again is the next sync's of everything: nobody comes back to one record by himself. */
const handOver = async (own: LocalStore, main: LocalStore): Promise<void> => {
  const { dirty } = await own.load();
  if (dirty.length === 0) return;
  await main.settle({ dirty: [], outcomes: [], again: dirty });
  await own.settle({ dirty, outcomes: [], again: [] });
};
