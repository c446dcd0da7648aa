import type { ObjectType } from './objectTypes.ts';

export interface PropertyVersion {
  readonly value: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sourceType: string;
  readonly sourceId: string;
}

/** Who changes a record: an integration through the API, or a person on a page. */
export interface Source {
  readonly sourceType: 'INTEGRATION' | 'CRM_UI' | 'MERGE_OBJECTS';
  readonly sourceId: string;
}

/** One CRM record with the whole history of its properties, so that it can be read as it was. */
export class CrmRecord {
  readonly type: ObjectType;
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  archivedAt: number | null = null;
  /** Id of the record that this one was merged into. */
  mergedInto: string | null = null;
  /** Newest first. */
  readonly history = new Map<string, PropertyVersion[]>();

  constructor(type: ObjectType, id: string, createdAt: number) {
    this.type = type;
    this.id = id;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  /** Returns whether anything changed: writing the value that is there leaves no trace. */
  write(property: string, value: string | null, at: number, source: Source): boolean {
    const versions = this.history.get(property) ?? [];
    if ((versions[0]?.value ?? null) === value) return false;
    this.history.set(property, [{ value, at, ...source }, ...versions]);
    this.updatedAt = Math.max(this.updatedAt, at);
    return true;
  }

  value(property: string, asOf = Number.POSITIVE_INFINITY): string | null {
    if (property === 'hs_object_id') return this.id;
    if (property === this.type.createdProperty) return new Date(this.createdAt).toISOString();
    if (property === this.type.modifiedProperty) return new Date(this.modified(asOf)).toISOString();
    return this.history.get(property)?.find((version) => version.at <= asOf)?.value ?? null;
  }

  existed(asOf: number): boolean {
    return this.createdAt <= asOf;
  }

  wasArchived(asOf: number): boolean {
    return this.archivedAt !== null && this.archivedAt <= asOf;
  }

  private modified(asOf: number): number {
    if (this.updatedAt <= asOf) return this.updatedAt;
    const stamps = [...this.history.values()].flat().map((version) => version.at);
    return Math.max(this.createdAt, ...stamps.filter((at) => at <= asOf));
  }
}
