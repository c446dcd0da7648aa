import { Dexie, type EntityTable } from 'dexie';

/** Where one user stands with one object pair of one org. */
export interface ScopeRow {
  /** `system/org/object/erpObject/user`, as `scopeKey` writes it. */
  readonly scope: string;
  readonly form: number;
  readonly positions: unknown;
  /** Without its rows, which lie in `outcomes`. */
  readonly run: unknown;
}

/** Part of a scope's dirty set: ids alone, in the order in which they were found. */
export interface DirtyChunk {
  readonly n: number;
  readonly scope: string;
  /** `kind:id`. */
  readonly keys: readonly string[];
}

/** Part of what a run has come to. */
export interface OutcomeChunk {
  readonly n: number;
  readonly scope: string;
  readonly rows: unknown;
}

/** A value under a name: what is asked of it, its reader proves. */
export interface NamedRow {
  readonly name: string;
  readonly value: unknown;
}

export interface LogRow {
  readonly n: number;
  readonly line: unknown;
}

/**
 * What a sync has to know after the worker died. No value of a record is in it: ids, positions, and, until the run is reported,
 * what each record came to. Apart from the read cache, which is wiped with every sign-out and thrown away when it cannot be read.
 */
export class SyncDatabase extends Dexie {
  declare scopes: EntityTable<ScopeRow, 'scope'>;
  declare dirty: EntityTable<DirtyChunk, 'n'>;
  declare outcomes: EntityTable<OutcomeChunk, 'n'>;
  /** The driver's own state, and the call budgets. */
  declare named: EntityTable<NamedRow, 'name'>;
  declare log: EntityTable<LogRow, 'n'>;
  constructor() {
    super('ledgerside-sync');
    // A dirty set is only ever read whole: rows of many ids cost a tenth of a row per id, and are never asked for by id.
    this.version(1).stores({
      scopes: 'scope',
      dirty: '++n, scope',
      outcomes: '++n, scope',
      named: 'name',
      log: '++n',
    });
  }
}
