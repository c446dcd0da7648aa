import { associationKind } from './associationTypes.ts';
import { OBJECT_TYPES, type ObjectTypeName } from './objectTypes.ts';

export interface RecordKey {
  readonly type: ObjectTypeName;
  readonly id: string;
}

/** One end's view of an association: the other record and the type ids that join them. */
export interface Association {
  readonly to: RecordKey;
  readonly typeIds: readonly number[];
}

const keyOf = (record: RecordKey) => `${record.type}/${record.id}`;

/** What one record is joined to, by the other record's key. */
type Joined = Map<string, { to: RecordKey; typeIds: Set<number> }>;

/** Associations of a portal; each is kept on both of its ends. */
export class Associations {
  readonly #byRecord = new Map<string, Joined>();

  /** Joins two records; the first company of a contact or deal becomes its primary one. False = these types cannot be joined. */
  join(from: RecordKey, to: RecordKey): boolean {
    const kind = associationKind(from.type, to.type);
    const back = associationKind(to.type, from.type);
    if (kind === undefined || back === undefined) return false;
    const company = from.type === 'companies' ? to : from;
    const takesPrimary = kind.primary !== null && !this.#hasPrimary(company);
    this.#add(from, to, [kind.unlabeled, ...(takesPrimary && kind.primary !== null ? [kind.primary] : [])]);
    this.#add(to, from, [back.unlabeled, ...(takesPrimary && back.primary !== null ? [back.primary] : [])]);
    return true;
  }

  part(from: RecordKey, to: RecordKey): void {
    this.#byRecord.get(keyOf(from))?.delete(keyOf(to));
    this.#byRecord.get(keyOf(to))?.delete(keyOf(from));
  }

  of(record: RecordKey, to?: ObjectTypeName): readonly Association[] {
    return [...(this.#byRecord.get(keyOf(record))?.values() ?? [])]
      .filter((association) => to === undefined || association.to.type === to)
      .map((association) => ({ to: association.to, typeIds: [...association.typeIds] }));
  }

  /** Moves every association of a merged record to the one that survives. */
  move(from: RecordKey, to: RecordKey): void {
    for (const association of this.of(from)) {
      this.part(from, association.to);
      this.join(to, association.to);
    }
  }

  #hasPrimary(record: RecordKey): boolean {
    return this.of(record, 'companies').some((association) => association.typeIds.length > 1);
  }

  #add(from: RecordKey, to: RecordKey, typeIds: readonly number[]): void {
    const joined = this.#byRecord.get(keyOf(from)) ?? (new Map() as Joined);
    const known = joined.get(keyOf(to))?.typeIds ?? [];
    joined.set(keyOf(to), { to, typeIds: new Set([...known, ...typeIds]) });
    this.#byRecord.set(keyOf(from), joined);
  }
}

/** `contact_to_company` for the primary company, `contact_to_company_unlabeled` for the plain association. */
export function associationName(from: ObjectTypeName, to: ObjectTypeName, typeId: number): string {
  const name = `${OBJECT_TYPES[from].singular}_to_${OBJECT_TYPES[to].singular}`;
  const kind = associationKind(from, to);
  return kind?.primary !== null && kind?.unlabeled === typeId ? `${name}_unlabeled` : name;
}
