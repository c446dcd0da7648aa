import type { BiteSwitches } from '../bites.ts';
import type { Random } from '../seeded.ts';
import { Associations } from './associations.ts';
import { deriveFromStage } from './dealStage.ts';
import { OBJECT_TYPE_NAMES, OBJECT_TYPES, type ObjectTypeName } from './objectTypes.ts';
import { type OwnerSeed, type PipelineSeed, type PortalSeed, STANDARD_PIPELINES } from './portalSeed.ts';
import { customProperty, type PropertyDefinition } from './propertyDefinition.ts';
import { CrmRecord, type Source } from './record.ts';
import { standardProperties } from './standardProperties.ts';

export interface World {
  readonly now: () => number;
  readonly random: Random;
  readonly bites: BiteSwitches;
  /** How far search runs behind the records, in milliseconds. */
  readonly indexingDelayMs: number;
}

const DAY = 86_400_000;
const PLANTED: Source = { sourceType: 'CRM_UI', sourceId: 'userId:8001' };
const DEFAULT_OWNER: OwnerSeed = {
  id: '7001',
  userId: 8001,
  email: 'sam.seller@example.com',
  firstName: 'Sam',
  lastName: 'Seller',
};

/** What one HubSpot account holds. Knows nothing of requests, tokens or pages. */
export class Portal {
  readonly seed: PortalSeed;
  readonly world: World;
  readonly startedAt: number;
  readonly owners: readonly OwnerSeed[];
  readonly pipelines: Readonly<Partial<Record<ObjectTypeName, readonly PipelineSeed[]>>>;
  readonly associations = new Associations();
  /** Users who may not see everything: record → the only user ids that see it. */
  readonly visibleTo = new Map<CrmRecord, readonly number[]>();
  readonly #records = new Map<ObjectTypeName, Map<string, CrmRecord>>();
  readonly #definitions: ReadonlyMap<ObjectTypeName, Map<string, PropertyDefinition>>;
  #lastId = 30_000_000_000;

  constructor(seed: PortalSeed, world: World) {
    this.seed = seed;
    this.world = world;
    this.startedAt = world.now();
    this.owners = seed.owners ?? [DEFAULT_OWNER];
    this.pipelines = { ...STANDARD_PIPELINES, ...seed.pipelines };
    this.#definitions = new Map(OBJECT_TYPE_NAMES.map((name) => [name, definitionsOf(seed, name)]));
    this.#plant();
  }

  definitions(type: ObjectTypeName): ReadonlyMap<string, PropertyDefinition> {
    return this.#definitions.get(type) ?? new Map();
  }

  /** An admin deletes a property: reads leave it out from then on, writes of it are refused. */
  removeProperty(type: ObjectTypeName, name: string): void {
    this.#definitions.get(type)?.delete(name);
  }

  records(type: ObjectTypeName): readonly CrmRecord[] {
    return [...(this.#records.get(type)?.values() ?? [])];
  }

  /** Follows merges: the answer may carry another id than was asked for. */
  record(type: ObjectTypeName, id: string): CrmRecord | undefined {
    const found = this.#records.get(type)?.get(id);
    return found?.mergedInto ? this.record(type, found.mergedInto) : found;
  }

  add(record: CrmRecord): CrmRecord {
    const ofType = this.#records.get(record.type.name) ?? new Map<string, CrmRecord>();
    this.#records.set(record.type.name, ofType.set(record.id, record));
    return record;
  }

  /** Ids grow, with gaps, as HubSpot's do. */
  nextId(): string {
    this.#lastId += 1 + Math.floor(this.world.random() * 997);
    return String(this.#lastId);
  }

  canSee(record: CrmRecord, userId: number | null): boolean {
    const seers = this.visibleTo.get(record);
    if (seers === undefined || userId === null || !this.world.bites.on('hiddenLooksGone')) return true;
    return seers.includes(userId);
  }

  #plant(): void {
    const planted = OBJECT_TYPE_NAMES.flatMap((type) =>
      (this.seed.records[type] ?? []).map((seed) => {
        const createdAt = seed.createdAt ?? this.startedAt - 90 * DAY;
        const record = this.add(new CrmRecord(OBJECT_TYPES[type], seed.id ?? this.nextId(), createdAt));
        for (const [name, value] of Object.entries(seed.properties)) {
          record.write(name, value, createdAt, PLANTED);
        }
        deriveFromStage(this.pipelines[type], record, createdAt, PLANTED);
        if (seed.archived) record.archivedAt = createdAt;
        if (seed.visibleTo !== undefined) this.visibleTo.set(record, seed.visibleTo);
        return { record, seed };
      }),
    );
    for (const { record, seed } of planted) {
      for (const [type, ids] of Object.entries(seed.associations ?? {})) {
        for (const id of ids) this.associations.join(keyOf(record), { type: type as ObjectTypeName, id });
      }
    }
  }
}

export const keyOf = (record: CrmRecord) => ({ type: record.type.name, id: record.id });

function definitionsOf(seed: PortalSeed, type: ObjectTypeName): Map<string, PropertyDefinition> {
  const own = (seed.properties?.[type] ?? []).map((property) => customProperty(type, property));
  return new Map([...standardProperties(type), ...own].map((definition) => [definition.name, definition]));
}
