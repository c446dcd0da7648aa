import { DAY } from '../duration.ts';
import type { SeededText } from '../random.ts';
import { Refusal } from '../refusal.ts';

interface Cursor {
  readonly user: string;
  readonly openedAt: number;
  readonly records: readonly object[];
  readonly rows: number;
  readonly all: boolean;
}

export interface Page {
  readonly totalSize: number;
  readonly records: readonly object[];
  /** What the next page is asked by; null = this was the last. */
  readonly next: string | null;
}

/** Open query results. A locator means nothing to its reader and is the opener's alone; it is dropped after two days. */
export class Cursors {
  readonly #now: () => number;
  readonly #random: SeededText;
  readonly #open = new Map<string, Cursor>();

  constructor(now: () => number, random: SeededText) {
    this.#now = now;
    this.#random = random;
  }

  /** `rows`: size of a page. `all`: opened by queryAll. */
  open(user: string, records: readonly object[], rows: number, all: boolean): Page {
    const locator = `0r8${this.#random.next(15)}`;
    const cursor: Cursor = { user, openedAt: this.#now(), records, rows, all };
    if (records.length > rows) this.#open.set(locator, cursor);
    return this.#page(locator, cursor, 0);
  }

  next(user: string, text: string, all: boolean): Page {
    const parts = /^(0r8\w{15})-(\d+)$/.exec(text);
    const cursor = this.#open.get(parts?.[1] ?? '');
    const from = Number(parts?.[2]);
    if (
      cursor === undefined ||
      cursor.user !== user ||
      cursor.all !== all ||
      this.#now() - cursor.openedAt > 2 * DAY ||
      from % cursor.rows !== 0 ||
      from >= cursor.records.length
    )
      throw new Refusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    return this.#page(parts?.[1] ?? '', cursor, from);
  }

  #page(locator: string, cursor: Cursor, from: number): Page {
    const end = from + cursor.rows;
    return {
      totalSize: cursor.records.length,
      records: cursor.records.slice(from, end),
      next: end < cursor.records.length ? `${locator}-${end}` : null,
    };
  }
}
