import type { SideCapabilities } from '../../lib/sync/capabilities.ts';
import type { CreateOutcome, NewRecord, Resembling } from '../../lib/sync/create/creator.ts';
import type { CrmId, FieldName, ServerTime, TwinKey, Version } from '../../lib/sync/ids.ts';
import type { WriteOutcome, WriteRow } from '../../lib/sync/ports.ts';
import type { Cell, Cells, HistoryEntry, Reading } from '../../lib/sync/reading.ts';
import type { SideName } from '../../lib/sync/rule.ts';
import { asValue, BLANK, type Stored, storedAfter, UNSEEN } from '../../lib/sync/value.ts';
import type { Instance } from './instance.ts';
import type { Random } from './random.ts';
import { type Storage, storages } from './storage.ts';

export interface Held {
  stored: Stored;
  instance: Instance;
  changedAt: number;
  readonly history: HistoryEntry[];
}
export interface SimRecord {
  readonly id: string;
  readonly fields: Map<string, Held>;
  version: number;
  modified: number;
  /** True time of the last change. */
  touchedAt: number;
  /** When the feed shows it: changes become visible out of order. */
  visibleAt: number;
  openDocuments: boolean;
  /** Whose twin it was made as. */
  readonly key: TwinKey | null;
  /** When `withKey` finds it. */
  readonly keyVisibleAt: number;
  /** Ids that were merged into it when it came to be. */
  formerly: readonly string[];
  gone: { readonly at: number; readonly mergedInto: string | null } | null;
}

export interface SystemTraits {
  readonly capabilities: SideCapabilities;
  readonly fieldTimes: boolean;
  /** Whether the answer to a write says what was stored. */
  readonly answersStored: boolean;
  /** Old ids of merged records answer with the survivor (HubSpot); else they answer as deleted, naming it (Salesforce). */
  readonly oldIdsAnswer: boolean;
  readonly storage: Readonly<Record<string, Storage>>;
  readonly clockOffset: number;
  readonly lagMs: number;
  readonly tombstoneMs: number;
  /** A second record with a key is refused. */
  readonly uniqueKeys: boolean;
  /** How long a new record's key may stay unfound. */
  readonly keyLagMs: number;
  readonly fields: readonly string[];
  /** Written inside the ERP API's transaction, which sees what it stores. */
  readonly exact: boolean;
}

/** What one user may see and change here. */
export interface Rights {
  readonly hiddenRecords: Set<string>;
  readonly hiddenFields: Set<string>;
  readonly readOnlyFields: Set<string>;
}

/** Told of everything that a request of the sync changes; people's own edits are not its business. */
export interface Witness {
  overwritten(side: SideName, record: SimRecord, field: string, held: Held, after: Stored): Instance;
  archived(side: SideName, record: SimRecord): void;
  /** A field of a record that is just being made. */
  created(side: SideName, field: string, stored: Stored): Instance;
}

/** A CRM, or an ERP: records, versions, clocks and rights. It knows nothing of links, intents, expiries or clients. */
export class System {
  readonly records = new Map<string, SimRecord>();
  readonly name: SideName;
  readonly traits: SystemTraits;
  readonly #now: () => number;
  readonly #random: Random;
  /** A validation rule that refuses some fields' values for a while. */
  readonly refusing = new Set<string>();
  readonly late = new Map<TwinKey, number>();
  writesLanded = 0;

  constructor(name: SideName, traits: SystemTraits, now: () => number, random: Random) {
    this.#random = random;
    this.name = name;
    this.traits = traits;
    this.#now = now;
  }

  clock(): number {
    return this.#now() + this.traits.clockOffset;
  }

  add(
    id: string,
    fields: readonly (readonly [string, Stored, Instance])[],
    key: TwinKey | null = null,
  ): SimRecord {
    const at = this.clock();
    const record: SimRecord = {
      id,
      fields: new Map(),
      version: 1,
      modified: at,
      touchedAt: this.#now(),
      visibleAt: this.#now(),
      openDocuments: false,
      key,
      keyVisibleAt: this.#now() + (key === null ? 0 : this.#random.below(this.traits.keyLagMs + 1)),
      formerly: [],
      gone: null,
    };
    for (const [field, stored, instance] of fields) {
      const kept = this.shaped(field, stored);
      const history: HistoryEntry[] = kept.kind === 'blank' ? [] : [{ at: at as ServerTime, value: kept }];
      record.fields.set(field, { stored: kept, instance, changedAt: at, history });
    }
    this.records.set(id, record);
    return record;
  }

  shaped(field: string, stored: Stored): Stored {
    if (stored.kind === 'blank') return stored;
    const shaped = storages[this.traits.storage[field] ?? 'exact'](stored.value);
    return shaped === '' ? BLANK : shaped === stored.value ? stored : asValue(shaped);
  }

  touch(record: SimRecord): void {
    record.version += 1;
    record.modified = this.clock();
    record.touchedAt = this.#now();
    const { lagMs } = this.traits;
    record.visibleAt = record.touchedAt + (lagMs === 0 ? 0 : this.#random.below(lagMs));
  }

  set(record: SimRecord, field: string, stored: Stored, instance: Instance): void {
    const held = record.fields.get(field);
    const at = this.clock();
    const kept = this.shaped(field, stored);
    if (held === undefined) {
      record.fields.set(field, {
        stored: kept,
        instance,
        changedAt: at,
        history: [{ at: at as ServerTime, value: kept }],
      });
      return;
    }
    // The same again is no change of this system; whoever typed it knew what that one knew all the same.
    if (identical(held.stored, kept)) {
      if (instance !== held.instance)
        held.instance = { ...held.instance, parents: [held.instance, instance] };
      return;
    }
    held.instance = instance;
    held.stored = kept;
    held.changedAt = at;
    held.history.push({ at: at as ServerTime, value: kept });
  }

  read(id: string, rights: Rights): Reading<string> {
    const record = this.records.get(id);
    if (record === undefined || rights.hiddenRecords.has(id)) return { kind: 'absent' };
    const { gone } = record;
    if (gone !== null) {
      if (this.clock() - gone.at > this.traits.tombstoneMs) return { kind: 'absent' };
      if (gone.mergedInto !== null && this.traits.oldIdsAnswer) return this.read(gone.mergedInto, rights);
      const shown = this.traits.capabilities.history || this.traits.capabilities.locking === 'none';
      return {
        kind: 'deleted',
        mergedInto: gone.mergedInto,
        last: shown ? this.#cells(record, rights) : null,
      };
    }
    return {
      kind: 'found',
      id: record.id,
      version: this.#versionOf(record),
      modifiedAt: record.modified as ServerTime,
      readAt: this.clock() as ServerTime,
      formerly: record.formerly,
      twinKey: record.key,
      cells: this.#cells(record, rights),
      openDocuments: record.openDocuments,
    };
  }

  #cells(record: SimRecord, rights: Rights): Cells {
    const { capabilities, fieldTimes } = this.traits;
    const cells: Record<string, Cell> = {};
    for (const [field, held] of record.fields) {
      const hidden = rights.hiddenFields.has(field);
      cells[field] = {
        seen: hidden ? UNSEEN : held.stored,
        changedAt: fieldTimes && !hidden ? (held.changedAt as ServerTime) : null,
        history: capabilities.history && !hidden ? held.history.slice() : null,
      };
    }
    return cells;
  }

  #versionOf(record: SimRecord): Version {
    const { stampMs } = this.traits.capabilities;
    return String(
      stampMs === null ? `${record.id}.${record.version}` : Math.floor(record.modified / stampMs),
    ) as Version;
  }

  /** Lets the ERP API compare in its own transaction. */
  versionOf(id: string): Version | null {
    const record = this.records.get(id);
    return record === undefined || record.gone !== null ? null : this.#versionOf(record);
  }

  /** Requests to make these will arrive after everybody has given them up. */
  heldUp(keys: readonly TwinKey[]): void {
    for (const key of keys) this.late.set(key, (this.late.get(key) ?? 0) + 1);
  }

  withKey(key: TwinKey, rights: Rights): string[] {
    return [...this.records.values()]
      .filter((record) => record.key === key && record.gone === null && record.keyVisibleAt <= this.#now())
      .filter(({ id }) => !rights.hiddenRecords.has(id))
      .map(({ id }) => id);
  }

  /** Living records that might be somebody's twin, whoever asks: a search finds too many. */
  alike(named: ReadonlyMap<string, unknown>, rights: Rights): Resembling[] {
    return [...this.records.values()]
      .filter(({ id, gone, visibleAt }) => named.has(id) && gone === null && visibleAt <= this.#now())
      .filter(({ id }) => !rights.hiddenRecords.has(id))
      .map(({ id }) => ({ id: id as CrmId, known: {} }));
  }

  create({ key, fields }: NewRecord, rights: Rights, witness: Witness): CreateOutcome<string> {
    const holder = [...this.records.values()].find((record) => record.key === key && record.gone === null);
    if (holder !== undefined && this.traits.uniqueKeys)
      return { kind: 'exists', id: this.traits.answersStored ? holder.id : null, reason: DUPLICATE };
    const refused = Object.keys(fields).filter(
      (field) => this.refusing.has(field) || rights.readOnlyFields.has(field),
    );
    if (refused.length > 0) return { kind: 'refused', fields: refused as FieldName[], reason: NOT_ALLOWED };
    const id = `${this.name === 'crm' ? 'N' : 'P'}${this.records.size}`;
    const values = this.traits.fields.map((field) => {
      const stored = fields[field as FieldName] ?? BLANK;
      return [field, stored, witness.created(this.name, field, stored)] as const;
    });
    const record = this.add(id, values, key);
    this.writesLanded += 1;
    record.visibleAt += this.traits.lagMs === 0 ? 0 : this.#random.below(this.traits.lagMs);
    const kept = Object.fromEntries(
      Object.keys(fields).map((field) => [field, record.fields.get(field)?.stored ?? BLANK]),
    );
    return { kind: 'created', id, stored: this.traits.answersStored || this.traits.exact ? kept : null };
  }

  write(row: WriteRow<string>, rights: Rights, witness: Witness): WriteOutcome<string> {
    const asked = this.records.get(row.id);
    const into = asked?.gone?.mergedInto;
    const record =
      this.traits.oldIdsAnswer && into !== null && into !== undefined ? this.records.get(into) : asked;
    if (record === undefined || record.gone !== null || rights.hiddenRecords.has(record.id))
      return { kind: 'gone' };
    if (row.expected !== null && row.expected !== this.#versionOf(record)) return { kind: 'stale' };
    if (row.change.kind === 'archive') {
      witness.archived(this.name, record);
      this.writesLanded += 1;
      record.gone = { at: this.clock(), mergedInto: null };
      this.touch(record);
      return { kind: 'written', id: record.id, stored: null };
    }
    const patch = Object.entries(row.change.fields);
    const refused = patch
      .map(([field]) => field)
      .filter((field) => this.refusing.has(field) || rights.readOnlyFields.has(field));
    if (refused.length > 0) return { kind: 'refused', fields: refused as FieldName[], reason: NOT_ALLOWED };
    const stored: Record<string, Stored> = {};
    for (const [field, written] of patch) {
      const after = storedAfter(written);
      const held = record.fields.get(field);
      if (held === undefined) continue;
      this.set(record, field, after, witness.overwritten(this.name, record, field, held, after));
      stored[field] = record.fields.get(field)?.stored ?? BLANK;
    }
    this.writesLanded += 1;
    this.touch(record);
    return { kind: 'written', id: record.id, stored: this.traits.answersStored ? stored : null };
  }
}

const DUPLICATE = { code: 'DUPLICATE_VALUE', message: 'There is a record with this key.' };
const NOT_ALLOWED = { code: 'FIELD_NOT_ALLOWED', message: 'A validation rule refuses this value.' };

const identical = (a: Stored, b: Stored): boolean =>
  a.kind === 'blank' ? b.kind === 'blank' : b.kind === 'value' && a.value === b.value;
