import type { Switchboard } from '../bites/switchboard.ts';
import { DAY } from '../duration.ts';
import { Refusal } from '../refusal.ts';

/** API requests of the last 24 hours, over all users of the org. */
export class Usage {
  readonly #now: () => number;
  readonly #bites: Switchboard;
  #spent: number[] = [];

  constructor(now: () => number, bites: Switchboard) {
    this.#now = now;
    this.#bites = bites;
  }

  get max(): number {
    return this.#bites.setting('requestLimit')?.requests ?? Number.MAX_SAFE_INTEGER;
  }

  get used(): number {
    this.#spent = this.#spent.filter((at) => at > this.#now() - DAY);
    return this.#spent.length;
  }

  /** Counts one request; refuses it when none is left. */
  spend(): void {
    if (this.used >= this.max)
      throw new Refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    this.#spent.push(this.#now());
  }

  /** Value of `Sforce-Limit-Info`, which is on every answer. */
  header(): string {
    return `api-usage=${this.used}/${this.max}`;
  }
}
