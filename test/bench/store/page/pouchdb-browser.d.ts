/** The package has no types of its own; what the benchmark uses. */
declare module 'pouchdb-browser' {
  interface Row {
    readonly _id: string;
    readonly position?: number | string;
  }
  export default class PouchDB {
    constructor(name: string, options: { readonly auto_compaction: boolean });
    get(id: string): Promise<Row>;
    put(row: Row): Promise<unknown>;
    bulkDocs(rows: readonly Row[]): Promise<readonly object[]>;
    allDocs(options: object): Promise<unknown>;
    changes(options: object): Promise<unknown>;
    destroy(): Promise<void>;
  }
}
