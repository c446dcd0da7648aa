import { Dexie, type EntityTable } from 'dexie';

/** One record page's view, unreadable without the key of the browser session. */
export interface SealedView {
  /** HMAC-SHA-256 of the page's record, hex: keyed, so that trying out record ids tells nothing. */
  readonly key: string;
  /** The same of the company that was asked about: a new link touches every page of that company. */
  readonly company: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Bytes of `sealed`. */
  readonly size: number;
  /** Epoch ms: written, or vouched for again. The oldest row goes first. */
  readonly storedAt: number;
}

export class CacheDatabase extends Dexie {
  declare views: EntityTable<SealedView, 'key'>;
  constructor() {
    super('ledgerside-cache');
    this.version(1).stores({ views: 'key, company, [storedAt+size]' });
  }
}
