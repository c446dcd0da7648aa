import type { ErpId, MappingVersion } from '../../lib/sync/ids.ts';
import type { SideName } from '../../lib/sync/rule.ts';
import { asValue, BLANK, type Stored } from '../../lib/sync/value.ts';
import { Browser } from './browser.ts';
import { ErpApi, type StoredLink } from './erpApi.ts';
import { type Instance, identOf } from './instance.ts';
import { FIELDS, mappingOf } from './mapping.ts';
import type { Mutant } from './mutants.ts';
import { Orders } from './orders.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { Scheduler } from './scheduler.ts';
import { type SimRecord, System, type SystemTraits } from './system.ts';
import type { LandedWrite, Suspect } from './witness.ts';

/** A record of a pair that these runs are not about. */
export const OTHER = 'X0';

export interface Violation {
  readonly invariant: string;
  readonly story: string;
}

/** One story: two systems, an ERP API between them, some browsers, some people, and everything that can go wrong. */
export class World {
  readonly scenario: Scenario;
  readonly mutant: Mutant | null;
  readonly random: Random;
  readonly scheduler = new Scheduler();
  readonly crm: System;
  readonly erp: System;
  readonly api: ErpApi;
  readonly browsers: Browser[];
  readonly instances: Instance[] = [];
  readonly suspects: Suspect[] = [];
  readonly landed: LandedWrite[] = [];
  readonly archives: { side: SideName; record: string }[] = [];
  readonly violations: Violation[] = [];
  readonly trace: string[] | null;
  readonly down: Record<SideName, number> = { crm: 0, erp: 0 };
  /** Every amount with its currency that stood in one record when a person had just touched it. */
  readonly typedGroups = new Set<string>();
  readonly orders: Orders;
  /** A conversion under way when two opportunities are merged has read them as two. */
  readonly longestConversion = 300_000;
  healing = false;
  rightsChanged = false;
  renamed = false;
  #typed = 0;

  constructor(scenario: Scenario, mutant: Mutant | null, tracing: boolean) {
    this.scenario = scenario;
    this.mutant = mutant;
    this.random = new Random(scenario.seed);
    this.trace = tracing ? [] : null;
    const now = () => this.scheduler.now;
    this.crm = new System('crm', traitsOf(scenario, 'crm'), now, this.random);
    this.erp = new System('erp', traitsOf(scenario, 'erp'), now, this.random);
    this.api = new ErpApi(this.erp, scenario.erpKind === 'embedded', now);
    this.orders = new Orders(scenario.erpKind === 'embedded', now);
    this.api.mappings.push(mappingOf(1, scenario.units, scenario, false));
    for (let index = 0; index < scenario.pairs; index++) this.#addPair(index);
    this.api.limits = scenario.brake;
    if (scenario.otherPair) this.api.connect(OTHER, OTHER);
    if (scenario.create !== null) this.#addSingles(scenario.create);
    this.browsers = Array.from({ length: scenario.browsers }, (_, index) => new Browser(this, index));
  }

  get now(): number {
    return this.scheduler.now;
  }

  system(side: SideName): System {
    return side === 'crm' ? this.crm : this.erp;
  }

  tell(line: () => string): void {
    this.trace?.push(`${String(this.now - 1_000_000).padStart(8)} ms  ${line()}`);
  }

  violate(invariant: string, story: string): void {
    this.tell(() => `VIOLATION ${invariant}: ${story}`);
    this.violations.push({ invariant, story });
  }

  /** CRM fields that took over from another name are the same family. */
  family(field: string): string {
    return field === 'title' ? 'name' : field;
  }

  isMapped(side: SideName, field: string): boolean {
    return this.api.mapping.rules.some(
      ({ crmField, erpField }) => (side === 'crm' ? crmField : erpField) === field,
    );
  }

  /** Whether a person has answered that question about a link of this record. */
  isDecided(side: SideName, record: string, key: string): boolean {
    return this.linksOf(side, record).some(({ id }) => this.api.decided.has(`${id} ${key}`));
  }

  finalId(side: SideName, id: string): string {
    const record = this.system(side).records.get(id);
    return record === undefined ? id : this.survivorOf(record).id;
  }

  /** Where a merged record lives on, through as many merges as there were. */
  survivorOf(record: SimRecord): SimRecord {
    const into = record.gone?.mergedInto ?? null;
    const next = into === null ? undefined : this.crm.records.get(into);
    return next === undefined ? record : this.survivorOf(next);
  }

  /** Every link that this record ever had, or one that was merged into it; the newest first. */
  linksOf(side: SideName, id: string): StoredLink[] {
    return [...this.api.links.values()]
      .reverse()
      .filter((link) =>
        side === 'erp' ? link.erp === id : link.aliases.includes(id) || this.finalId('crm', link.crm) === id,
      );
  }

  /** Every record that was ever linked with this one. */
  twinsOf(side: SideName, id: string): SimRecord[] {
    return this.linksOf(side, id).flatMap((link) => {
      const twin = side === 'crm' ? this.erp.records.get(link.erp) : this.crm.records.get(link.crm);
      return twin ?? [];
    });
  }

  typed(side: SideName, field: string, ident: string, parents: Instance[]): Instance {
    const order = this.instances.length;
    const instance = { ident, side, field: this.family(field), at: this.now, order, parents };
    this.instances.push(instance);
    return instance;
  }

  /** A value that nobody has typed before, in a form that systems like to meddle with. */
  newValue(field: string): Stored {
    this.#typed += 1;
    if (field === 'amount' || field === 'limit') return asValue(this.#typed * 100 + 37);
    return asValue(`v${this.#typed}${this.random.pick(['', '', '  ', '-longer'])}`);
  }

  #addPair(index: number): void {
    const { scenario } = this;
    const [crm, erp] = [`A${index}`, `E${index}`];
    this.addRecord('crm', crm);
    this.addRecord('erp', erp, scenario.freshLinks ? null : crm);
    const link = this.api.connect(crm, erp);
    if (link === null || scenario.freshLinks) return;
    for (const { key, crmField, erpField } of this.api.mapping.rules)
      link.base[key] = { crm: this.stored('crm', crm, crmField), erp: this.stored('erp', erp, erpField) };
  }

  #addSingles({ toCrm, singles, waits }: NonNullable<Scenario['create']>): void {
    this.api.makesInCrm = toCrm;
    if (waits !== undefined) this.api.twins.parentsAt = this.now + waits;
    this.typedGroups.add('blank blank');
    for (const [index, alike] of singles.entries()) {
      this.addRecord('crm', `U${index}`);
      const others = alike.map((certain, place) => ({ id: `V${index}.${place}`, certain }));
      for (const { id } of others) this.addRecord('erp', id);
      this.api.twins.alike.set(`U${index}`, others);
    }
  }

  stored(side: SideName, id: string, field: string): Stored {
    return this.system(side).records.get(id)?.fields.get(field)?.stored ?? BLANK;
  }

  /** `like`: it holds what that CRM record holds, as if it had been synced long ago. */
  addRecord(side: SideName, id: string, like: string | null = null): SimRecord {
    const fields: [string, Stored, Instance][] = this.scenario.units
      .flatMap((unit) => FIELDS[unit])
      .map((field) => {
        const held = like === null ? undefined : this.crm.records.get(like)?.fields.get(field);
        if (held !== undefined) return [field, held.stored, held.instance];
        const stored = this.random.chance(0.15) ? BLANK : this.newValue(field);
        return [field, stored, this.typed(side, field, identOf(stored), [])];
      });
    if (side === 'crm') fields.push(['title', BLANK, this.typed(side, 'title', 'blank', [])]);
    if (side === 'erp') this.api.announce({ kind: 'erp', id: id as ErpId });
    const record = this.system(side).add(id, fields);
    this.noteGroup(record);
    return record;
  }

  noteGroup(record: SimRecord): void {
    this.typedGroups.add(groupOf(record));
  }

  newMapping(change: (now: Scenario) => Partial<Scenario>, renamed: boolean): void {
    const version = this.api.mapping.version + 1;
    const options = { ...this.scenario, ...change(this.scenario) };
    this.api.mappings.push(mappingOf(version as MappingVersion, this.scenario.units, options, renamed));
    this.tell(() => `mapping ${version}${renamed ? ' (renamed)' : ''}`);
  }
}

/** Amount and currency as they stand together. */
export const groupOf = ({ fields }: SimRecord): string =>
  ['amount', 'currency'].map((field) => identOf(fields.get(field)?.stored ?? BLANK)).join(' ');

const traitsOf = ({ units, create, erpKind, ...scenario }: Scenario, name: SideName): SystemTraits => {
  const side = scenario[name];
  const exact = name === 'erp' && erpKind === 'embedded';
  return {
    ...side,
    ...(exact ? { lagMs: 0, oldIdsAnswer: false } : {}),
    exact,
    uniqueKeys: exact || create?.unique === true,
    keyLagMs: exact ? 0 : (create?.keyLagMs ?? 0),
    fields: [...units.flatMap((unit) => FIELDS[unit]), ...(name === 'crm' ? ['title'] : [])],
    capabilities: {
      locking: side.locking,
      history: side.history,
      stampMs: side.locking === 'lock' ? null : side.locking === 'wholeSecondLock' ? 1000 : 1,
    },
  };
};
