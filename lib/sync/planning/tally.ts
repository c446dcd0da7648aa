import type { FieldName } from '../ids.ts';
import { cellOf } from '../reading.ts';
import type { FieldRule, Mapping, SideName } from '../rule.ts';
import type { Item } from '../step/readItems.ts';
import type { Stored } from '../value.ts';
import type { Counts, FieldChange, Planned } from './planned.ts';

const SAMPLE = 20;

/** Adds up what is planned, one change after the other. */
export class Tally {
  readonly sample: Planned[] = [];
  readonly #amounts: ReadonlyMap<string, FieldRule>;
  readonly #filled = new Map<string, number>();
  readonly #cleared = new Map<string, { side: SideName; field: FieldName; cleared: number }>();
  readonly #moved = new Map<string | null, number>();
  #creates = 0;
  #updates = 0;
  #deletes = 0;

  constructor({ rules }: Mapping) {
    this.#amounts = new Map(rules.flatMap((rule) => (rule.currency === undefined ? [] : [[rule.key, rule]])));
  }

  get isEmpty(): boolean {
    return this.#creates + this.#updates + this.#deletes === 0;
  }

  /** Every record that was looked at counts, also where nothing is to be done: a share is a share of something. */
  see(change: Planned | null, item: Item | null): void {
    if (item !== null) this.#seeValues(item);
    if (change === null) return;
    if (this.sample.length < SAMPLE) this.sample.push(change);
    if (change.kind === 'twin') {
      if (change.step.kind === 'make') this.#creates += 1;
      // Two records that meet for the first time may both be written.
      if (change.step.kind === 'link') this.#updates += 1;
      return;
    }
    // Whoever recovers an intent may have to write it again; a merge may have left anything behind.
    if (change.fields.length > 0 || change.first !== null) this.#updates += 1;
    if (change.archive !== null) this.#deletes += 1;
    if (item !== null) for (const field of change.fields) this.#addField(item, field);
  }

  #seeValues(item: Item): void {
    for (const side of ['crm', 'erp'] as const) {
      const reading = item[side];
      if (reading.kind !== 'found') continue;
      for (const [field, { seen }] of Object.entries(reading.cells))
        if (seen.kind === 'value') addTo(this.#filled, `${side} ${field}`, 1);
    }
  }

  #addField(item: Item, { rule, side, field, before, after }: FieldChange): void {
    if (before.kind === 'value' && after.kind === 'blank') {
      const known = this.#cleared.get(`${side} ${field}`) ?? { side, field, cleared: 0 };
      this.#cleared.set(`${side} ${field}`, { ...known, cleared: known.cleared + 1 });
    }
    const amount = this.#amounts.get(rule);
    if (amount === undefined) return;
    addTo(this.#moved, currencyOf(amount, item), Math.abs(amountOf(after) - amountOf(before)));
  }

  counts(): Counts {
    return {
      creates: this.#creates,
      updates: this.#updates,
      clears: [...this.#cleared].map(([key, each]) => ({ ...each, of: this.#filled.get(key) ?? 0 })),
      deletes: this.#deletes,
      moved: [...this.#moved].map(([currency, amount]) => ({ currency, amount })),
    };
  }
}

const addTo = <Key>(sums: Map<Key, number>, key: Key, amount: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + amount);
};

/** An amount that appears, or goes, moves by all of itself. */
const amountOf = (stored: Stored): number =>
  stored.kind === 'value' && typeof stored.value === 'number' ? stored.value : 0;

const currencyOf = ({ currency }: FieldRule, { erp }: Item): string | null => {
  if (currency === undefined) return null;
  if ('code' in currency) return currency.code;
  if (erp.kind !== 'found') return null;
  const { seen } = cellOf(erp.cells, currency.erpField);
  return seen.kind === 'value' ? String(seen.value) : null;
};
