// Long because it is every port of one browser, wired to one network; apart they would hide what a crash cuts.

import type { CreateOutcome, Creator, NewRecord } from '../../lib/sync/create/creator.ts';
import type { CreatePorts } from '../../lib/sync/create/ports.ts';
import { twinKey } from '../../lib/sync/create/twinKey.ts';
import type { CrmId, ErpId, OpportunityId, ServerTime } from '../../lib/sync/ids.ts';
import type { Won } from '../../lib/sync/order/autoOrder.ts';
import { convertOpportunity, finishClaims } from '../../lib/sync/order/convert.ts';
import { orderKey } from '../../lib/sync/order/orderKey.ts';
import type { OrderPorts } from '../../lib/sync/order/ports.ts';
import { type DryRun, plan } from '../../lib/sync/planning/dryRun.ts';
import type { Planned } from '../../lib/sync/planning/planned.ts';
import type {
  Answer,
  Dirty,
  FeedPage,
  FeedPlace,
  LocalStore,
  Ports,
  Positions,
  Side,
  StoredState,
  WriteOutcome,
} from '../../lib/sync/ports.ts';
import type { Progress } from '../../lib/sync/progress.ts';
import { type Engine, protocol } from '../../lib/sync/protocol.ts';
import type { Reading } from '../../lib/sync/reading.ts';
import type { SideName } from '../../lib/sync/rule.ts';
import { type RunEnd, run } from '../../lib/sync/run.ts';
import { mergeRows, type RunState, type Scope, type Trigger } from '../../lib/sync/runState.ts';
import type { Scenario } from './scenario.ts';
import type { Rights, Witness } from './system.ts';
import { type Look, witnessFor } from './witness.ts';
import { OTHER, type World } from './world.ts';

const REQUEST_MS = 30_000;
const FEED_PAGE = 3;
const NEVER: Look = { at: 0, typed: 0 };

const keyOf = ({ kind, id }: Dirty): string => `${kind}:${id}`;

/** A salesperson's browser: its own database, its own rights, a clock that may be a day off, and a worker that can die at any await. */
export class Browser {
  readonly rights: Readonly<Record<SideName, Rights>> = { crm: noLimits(), erp: noLimits() };
  readonly name: string;
  lastEnd: RunEnd | null = null;
  readonly #world: World;
  readonly #index: number;
  readonly #engine: Engine;
  readonly #orderPorts: OrderPorts;
  /** Grows with every crash: answers to a dead worker are dropped. */
  #life = 0;
  #busy = false;
  #signal = { aborted: false };
  #asleepUntil = 0;
  #ids = 0;
  // The database: survives the worker.
  #positions: Positions | null = null;
  readonly #dirty = new Map<string, Dirty>();
  #run: RunState | null = null;
  readonly #looked = new Map<string, Look>();

  constructor(world: World, index: number) {
    this.#world = world;
    this.#index = index;
    this.name = `browser ${index}`;
    const orderPorts = this.#makeOrderPorts();
    this.#orderPorts = world.mutant?.orders?.(orderPorts, world.random) ?? orderPorts;
    const own = this.#ports();
    const ports = world.mutant?.ports?.(own) ?? own;
    this.#engine = {
      ports,
      settings: {
        requestMs: REQUEST_MS,
        overlapMs: 12_000,
        // The least: nothing but the overlap is left to a change that is seen late.
        settledMs: 0,
        toleranceMs: 1_000,
        batchSize: world.scenario.batchSize,
        readSize: world.scenario.readSize ?? world.scenario.batchSize,
        keptReadings: world.scenario.keptReadings,
        attempts: 4,
        ...world.mutant?.settings,
      },
      protocol: { ...protocol, ...world.mutant?.protocol?.(protocol) },
    };
  }

  get busy(): boolean {
    return this.#busy;
  }

  start(
    trigger: Trigger,
    scope: Scope = { kind: 'all' },
    onProgress: (progress: Progress) => void = () => {},
  ): void {
    if (this.#busy || this.#asleepUntil > this.#world.now) return;
    this.#busy = true;
    const life = this.#life;
    const { scheduler } = this.#world;
    this.#world.tell(() => `${this.name} starts (${trigger})`);
    scheduler.resume();
    const signal = { aborted: false };
    this.#signal = signal;
    run(this.#engine, trigger, { scope, signal, onProgress }).then(
      (end) => {
        if (life === this.#life) this.#busy = false;
        this.lastEnd = end;
        this.#world.tell(() => `${this.name} ends: ${JSON.stringify(end)}`);
        scheduler.park();
      },
      (error: unknown) => {
        this.#world.violate(
          'neverThrows',
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
        this.#busy = false;
        scheduler.park();
      },
    );
  }

  /** Somebody presses "Create sales order" here. */
  convert(id: OpportunityId): void {
    if (this.#asleepUntil > this.#world.now) return;
    this.#world.tell(() => `${this.name} converts ${id}`);
    this.#inWorker(() => convertOpportunity(this.#orderPorts, id));
  }

  finishClaims(): void {
    this.#inWorker(() => finishClaims(this.#orderPorts));
  }

  #inWorker(work: () => Promise<unknown>): void {
    const { scheduler } = this.#world;
    scheduler.resume();
    work().then(
      (end) => {
        this.#world.tell(() => `${this.name}: ${JSON.stringify(end)}`);
        scheduler.park();
      },
      (error: unknown) => {
        this.#world.violate('neverThrows', String(error));
        scheduler.park();
      },
    );
  }

  /** What would happen now. */
  async plan(onChange: (change: Planned) => void): Promise<DryRun> {
    const { scheduler } = this.#world;
    scheduler.resume();
    const end = await plan(this.#engine, 'schedule', { onChange });
    scheduler.park();
    return end;
  }

  /** What lies in its database. */
  stored(): StoredState {
    return { positions: this.#positions, dirty: [...this.#dirty.values()], run: this.#run };
  }

  /** Somebody presses "Cancel"; false = nothing is going on here. */
  cancel(): boolean {
    if (!this.#busy) return false;
    this.#world.tell(() => `${this.name} is told to stop`);
    this.#signal.aborted = true;
    return true;
  }

  crash(): void {
    this.#world.tell(() => `${this.name} crashes`);
    this.#life += 1;
    this.#busy = false;
    const { scheduler, random } = this.#world;
    scheduler.at(scheduler.now + random.between(10, 60_000), () => this.start('schedule'));
  }

  sleep(ms: number): void {
    this.#world.tell(() => `${this.name} sleeps for ${ms} ms`);
    this.#asleepUntil = this.#world.now + ms;
  }

  /** Answers a port's promise in an event of its own; a sleeping browser hears it when it wakes, a dead one never. */
  #answer<T>(at: number, life: number, resolve: (value: T) => void, value: T): void {
    const { scheduler, random, scenario } = this.#world;
    scheduler.at(at, () => {
      if (life !== this.#life) return;
      if (this.#asleepUntil > scheduler.now) {
        this.#answer(this.#asleepUntil, life, resolve, value);
        return;
      }
      if (!this.#world.healing && random.chance(scenario.faults.crash)) {
        this.crash();
        return;
      }
      scheduler.resume();
      resolve(value);
    });
  }

  /** One request over the network: may be lost, slow, or arrive after its sender is gone. `effect` is what the server does. */
  #request<T>(
    target: SideName | 'api',
    what: string,
    effect: () => T,
    late = { chance: 0, tell: () => {} },
  ): Promise<Answer<T>> {
    const { scheduler, random, scenario, healing } = this.#world;
    const { faults } = scenario;
    const life = this.#life;
    return new Promise<Answer<T>>((resolve) => {
      const sent = scheduler.now;
      const fail = (answer: Answer<T>, after: number) => this.#answer(sent + after, life, resolve, answer);
      scheduler.park();
      if (!healing && target !== 'api' && this.#world.down[target] > sent)
        return fail({ kind: 'notSent', reason: 'offline' }, 5);
      if (!healing && target === 'crm' && random.chance(faults.rateLimit))
        return fail({ kind: 'notSent', reason: 'rateLimited' }, 5);
      if (!healing && random.chance(faults.loseRequest)) {
        this.#world.tell(() => `${this.name}: ${what} is lost`);
        return fail({ kind: 'lost' }, REQUEST_MS);
      }
      if (!healing && random.chance(late.chance)) {
        late.tell();
        this.#world.tell(() => `${this.name}: ${what} is held up`);
        scheduler.at(sent + random.between(2 * REQUEST_MS, 300_000), () => {
          effect();
          this.#world.tell(() => `${what} arrives`);
        });
        return fail({ kind: 'lost' }, REQUEST_MS);
      }
      const slow = !healing && random.chance(faults.slow);
      const there = slow ? random.between(1, REQUEST_MS - 1) : random.between(1, 30);
      const back = slow ? random.between(1, REQUEST_MS) : random.between(1, 30);
      const unheard = (!healing && random.chance(faults.loseAnswer)) || there + back > REQUEST_MS;
      scheduler.at(sent + there, () => {
        const value = effect();
        this.#world.tell(() => `${this.name}: ${what} → ${unheard ? '(unheard) ' : ''}${brief(value)}`);
        if (!unheard) this.#answer(scheduler.now + back, life, resolve, { kind: 'answered', value });
      });
      if (unheard) fail({ kind: 'lost' }, REQUEST_MS);
    });
  }

  /** The local database: no network, but the worker can die before or after. */
  #local<T>(effect: () => T): Promise<T> {
    const { scheduler, random, scenario, healing } = this.#world;
    const life = this.#life;
    return new Promise<T>((resolve) => {
      scheduler.park();
      scheduler.at(scheduler.now, () => {
        if (life !== this.#life) return;
        if (!healing && random.chance(scenario.faults.crash / 2)) return this.crash();
        const value = effect();
        if (!healing && random.chance(scenario.faults.crash / 2)) return this.crash();
        scheduler.resume();
        resolve(value);
      });
    });
  }

  #side<Id extends string>(name: SideName): Side<Id> {
    const system = this.#world.system(name);
    const rights = this.rights[name];
    return {
      capabilities: system.traits.capabilities,
      read: (ids) =>
        this.#request(name, `reads ${name} ${ids.join(' ')}`, () => {
          if (ids.some((id) => id === OTHER))
            this.#world.violate('otherPairsLeftAlone', `${this.name} reads a record of another pair`);
          for (const id of ids) this.#looked.set(`${name}:${id}`, this.#look());
          return ids.map((id) => system.read(id, rights) as Reading<Id>);
        }),
      write: (rows) => {
        const looked = new Map(this.#looked);
        const witness = witnessFor(this.#world, (side, id) => this.#lookedAt(looked, side, id));
        return this.#request(name, `writes ${name}`, () =>
          rows.map((row) => {
            const outcome = system.write(row, rights, witness);
            if (name === 'erp') this.#world.api.announce({ kind: 'erp', id: row.id as string as ErpId });
            return outcome as WriteOutcome<Id>;
          }),
        );
      },
    };
  }

  #ports(): Ports {
    const { api, scheduler, scenario } = this.#world;
    const offset = scenario.clientOffsets[this.#index] ?? 0;
    // Compared and written in one transaction: there is no window.
    const witness = witnessFor(this.#world, () => this.#look());
    const call = <T>(what: string, effect: () => T) => this.#request('api', what, effect);
    return {
      pair: { isOurs: ({ id }) => id !== OTHER },
      crm: this.#side<CrmId>('crm'),
      erpRecords: this.#side<ErpId>('erp'),
      erpInTransaction: scenario.erpKind === 'embedded',
      create: scenario.create === null ? null : this.#createPorts(scenario.create, witness),
      orders: scenario.autoOrder
        ? { won: (ids) => call('won', () => this.#won(ids)), ports: this.#orderPorts }
        : null,
      feed: { changes: (since, after) => this.#request('crm', 'polls', () => this.#feedPage(since, after)) },
      erp: {
        changes: (cursor) => call('changes', () => api.changes(cursor)),
        mapping: () => call('mapping', () => api.mapping),
        links: (dirty) => call('links', () => api.view(dirty)),
        prepare: (rows) =>
          call('prepare', () => rows.map((row) => api.prepare(row, this.rights.erp, witness))),
        commit: (rows) => call('commit', () => rows.map((row) => api.commit(row))),
        repoint: (rows) => call('repoint', () => rows.map((row) => api.repoint(row))),
        lease: () =>
          call('lease', () =>
            scenario.faults.leases ? api.lease('user', this.name, this.#world.now + 60_000) : 'granted',
          ),
        brake: (intention) => call('brake', () => api.brake(intention)),
        report: (report) => call('report', () => api.report(report)),
      },
      store: this.#store(),
      clock: {
        elapsed: () => scheduler.now + offset,
        wait: (ms) => {
          const life = this.#life;
          return new Promise<void>((resolve) => {
            scheduler.park();
            this.#answer(scheduler.now + ms, life, resolve, undefined);
          });
        },
      },
      newId: () => `${this.#index}-${this.#ids++}`,
    };
  }

  #won(ids: readonly CrmId[]): Won[] {
    const { orders } = this.#world;
    return orders.living().flatMap(({ id }) => {
      const ordered = orders.book.some(({ claim }) => claim.opportunity === id);
      const met = id.replace('O', 'A') as CrmId;
      return !ordered && ids.includes(met) ? [{ met, opportunity: id, undecided: null }] : [];
    });
  }

  #createPorts({ toErp, toCrm, ...keys }: NonNullable<Scenario['create']>, witness: Witness): CreatePorts {
    const { twins } = this.#world.api;
    const call = <T>(what: string, effect: () => T) => this.#request('api', what, effect);
    const embedded = this.#world.scenario.erpKind === 'embedded';
    return {
      references: [],
      keyOf: (of) => twinKey((text) => text, { tenant: 't', pair: 'p' }, of),
      crm: toCrm ? this.#creator<CrmId>('crm', keys, witness) : null,
      erp: toErp ? (embedded ? 'inTransaction' : this.#creator<ErpId>('erp', keys, witness)) : null,
      twins: {
        look: (rows) =>
          call('looks', () => rows.map(({ of, twinKey: key, found }) => twins.look(of, key, found))),
        settle: (rows) =>
          call('settles', () => rows.map((row) => twins.settle(row, this.rights.erp, witness))),
        record: (rows) => call('records twins', () => rows.map((row) => twins.record(row))),
        release: (rows) =>
          call('releases', () => {
            for (const row of rows) twins.release(row);
            return 'done' as const;
          }),
        doubts: () => call('doubts', () => twins.doubts()),
        suspect: (key, ids) => call('suspects', () => twins.suspect(key, ids)),
      },
    };
  }

  #creator<Id extends string>(
    name: SideName,
    {
      unique,
      keyLagMs,
      searched = false,
    }: Pick<NonNullable<Scenario['create']>, 'unique' | 'keyLagMs' | 'searched'>,
    witness: Witness,
  ): Creator<Id> {
    const system = this.#world.system(name);
    const rights = this.rights[name];
    const { faults } = this.#world.scenario;
    const make = (rows: readonly NewRecord[]) =>
      rows.map((row) => {
        const outcome = system.create(row, rights, witness);
        if (name === 'erp' && outcome.kind === 'created')
          this.#world.api.announce({ kind: 'erp', id: outcome.id as ErpId });
        return outcome as CreateOutcome<Id>;
      });
    return {
      capabilities: { unique, visibleMs: keyLagMs },
      withKey: (keys) =>
        this.#request(name, `looks for keys in ${name}`, () =>
          keys.map((key) => system.withKey(key, rights) as Id[]),
        ),
      ...(name === 'erp' || !searched
        ? {}
        : {
            alike: (rows) =>
              this.#request(name, `looks for alike in ${name}`, () =>
                rows.map(() => ({
                  found: system.alike(this.#world.api.twins.alike, rights),
                  isComplete: true,
                })),
              ),
          }),
      create: (rows) => {
        const late = {
          chance: faults.lateCreate ?? 0,
          tell: () => system.heldUp(rows.map(({ key }) => key)),
        };
        return this.#request(name, `makes in ${name}`, () => make(rows), late);
      },
    };
  }

  #makeOrderPorts(): OrderPorts {
    const { orders, scenario } = this.#world;
    const api = <T>(what: string, effect: () => T) => this.#request('api', what, effect);
    const erp = <T>(what: string, effect: () => T) => this.#request('erp', what, effect);
    return {
      read: (id) => this.#request('crm', 'reads opportunity', () => orders.read(id)),
      keyOf: (opportunity) => orderKey((text) => text, { tenant: 't', org: 'o' }, opportunity),
      book: {
        claim: (keys, wanted) => api('claim', () => orders.claim(keys, wanted)),
        record: (key, order) => api('record order', () => orders.record(key, order)),
        confirmed: (key) => api('order confirmed', () => orders.confirmed(key)),
        ask: (key, content) => api('asks about order', () => orders.ask(key, content)),
        claims: () => api('claims', () => orders.book.map(({ claim }) => claim)),
      },
      erpOrders:
        scenario.erpKind === 'embedded'
          ? null
          : {
              withKey: (key) => erp('drafts', () => orders.withKey(key)),
              createDraft: (key) => erp('creates draft', () => orders.createDraft(key)),
              confirm: (order) => erp('confirms order', () => orders.turn(order, 'confirmed')),
              cancel: (order) => erp('cancels order', () => orders.turn(order, 'cancelled')),
            },
    };
  }

  #store(): LocalStore {
    return {
      load: () => this.#local(() => this.stored()),
      saveDiscovery: ({ positions, dirty }) =>
        this.#local(() => {
          this.#positions = positions;
          for (const each of dirty) this.#dirty.set(keyOf(each), each);
        }),
      saveRun: (state) =>
        this.#local(() => {
          this.#run = state;
        }),
      settle: ({ dirty, outcomes, again }) =>
        this.#local(() => {
          for (const each of dirty) this.#dirty.delete(keyOf(each));
          for (const each of again) this.#dirty.set(keyOf(each), each);
          if (this.#run !== null) this.#run = { ...this.#run, rows: mergeRows(this.#run.rows, outcomes) };
        }),
    };
  }

  /** A write may land on the survivor of a merge that its sender knows by its old id only. */
  #lookedAt(looked: ReadonlyMap<string, Look>, side: SideName, id: string): Look {
    const own = looked.get(`${side}:${id}`);
    if (own !== undefined) return own;
    const merged = [...this.#world.system(side).records.keys()].filter(
      (each) => this.#world.finalId(side, each) === id,
    );
    const looks = merged.flatMap((each) => looked.get(`${side}:${each}`) ?? []);
    const [last] = looks.toSorted((a, b) => b.at - a.at);
    // Nothing of the survivor was there to be seen, whenever it was typed: the merge fell into the window itself.
    return last === undefined ? NEVER : { at: last.at, typed: 0 };
  }

  #look(): Look {
    return { at: this.#world.now, typed: this.#world.instances.length };
  }

  #feedPage(since: ServerTime | null, after: FeedPlace | null): FeedPage {
    const { crm, now } = this.#world;
    const visible: FeedPlace[] = [];
    for (const record of crm.records.values()) {
      if (this.rights.crm.hiddenRecords.has(record.id)) continue;
      if (record.visibleAt > now) continue;
      if (record.gone !== null && crm.clock() - record.gone.at > crm.traits.tombstoneMs) continue;
      const place = { modifiedAt: record.modified as ServerTime, id: record.id as CrmId };
      if (since !== null && place.modifiedAt < since) continue;
      if (after !== null && compare(place, after) <= 0) continue;
      visible.push(place);
    }
    visible.sort(compare);
    return {
      changes: visible.slice(0, FEED_PAGE),
      more: visible.length > FEED_PAGE,
      readAt: crm.clock() as ServerTime,
    };
  }
}

const compare = (a: FeedPlace, b: FeedPlace): number =>
  a.modifiedAt - b.modifiedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const noLimits = (): Rights => ({
  hiddenRecords: new Set(),
  hiddenFields: new Set(),
  readOnlyFields: new Set(),
});

/** Short enough for one line of a story: values as they stand, no names of names. */
const brief = (value: unknown): string => {
  const text = (JSON.stringify(value) ?? '')
    .replaceAll(/\{"kind":"value","value":("[^"]*"|[^"}]*)\}/g, '$1')
    .replaceAll(/\{"kind":"(blank|cleared|unseen)"\}/g, '$1')
    .replaceAll('"', '');
  return text.length > 240 ? `${text.slice(0, 240)}…` : text;
};
