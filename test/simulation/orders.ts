import type { OpportunityId, OrderId, OrderKey } from '../../lib/sync/ids.ts';
import type { OpportunityReading, OrderClaim, OrderContent } from '../../lib/sync/order/ports.ts';

export interface Opportunity {
  readonly id: OpportunityId;
  content: number;
  mergedInto: OpportunityId | null;
  mergedAt: number;
}
export interface SimOrder {
  readonly id: OrderId;
  readonly key: OrderKey;
  state: 'draft' | 'confirmed' | 'cancelled';
}
interface StoredClaim {
  claim: OrderClaim;
  readonly at: number;
  readonly asked: Set<OrderContent>;
}

/** Opportunities in the CRM, orders in the ERP, and between them the ERP API's order book with its UNIQUE keys. */
export class Orders {
  readonly opportunities = new Map<OpportunityId, Opportunity>();
  readonly orders: SimOrder[] = [];
  readonly book: StoredClaim[] = [];
  readonly #byKey = new Map<OrderKey, StoredClaim>();
  readonly #embedded: boolean;
  readonly #now: () => number;

  constructor(embedded: boolean, now: () => number) {
    this.#embedded = embedded;
    this.#now = now;
    for (const name of ['O0', 'O1']) {
      const id = name as OpportunityId;
      this.opportunities.set(id, { id, content: 0, mergedInto: null, mergedAt: 0 });
    }
  }

  living(): Opportunity[] {
    return [...this.opportunities.values()].filter(({ mergedInto }) => mergedInto === null);
  }

  survivor(id: OpportunityId): Opportunity {
    const found = this.opportunities.get(id);
    if (found === undefined) throw new Error(`No opportunity ${id}.`);
    return found.mergedInto === null ? found : this.survivor(found.mergedInto);
  }

  read(id: OpportunityId): OpportunityReading {
    const found = this.survivor(id);
    const mergedIds = [...this.opportunities.values()]
      .filter((each) => each !== found && this.survivor(each.id) === found)
      .map((each) => each.id);
    return { kind: 'found', id: found.id, mergedIds, won: true, content: String(found.content) };
  }

  claim(
    keys: readonly OrderKey[],
    wanted: { readonly opportunity: OpportunityId; readonly content: OrderContent },
  ): { claim: OrderClaim; mine: boolean } {
    const known = keys.map((key) => this.#byKey.get(key)).find((claim) => claim !== undefined);
    const [key] = keys;
    if (key === undefined) throw new Error('A claim needs a key.');
    const stored: StoredClaim = known ?? {
      claim: { key, ...wanted, order: null, confirmed: false },
      at: this.#now(),
      asked: new Set(),
    };
    if (known === undefined) {
      this.book.push(stored);
      if (this.#embedded) {
        const order: SimOrder = { id: `S${this.orders.length}` as OrderId, key, state: 'confirmed' };
        this.orders.push(order);
        stored.claim = { ...stored.claim, order: order.id, confirmed: true };
      }
    }
    for (const each of keys) if (!this.#byKey.has(each)) this.#byKey.set(each, stored);
    return { claim: stored.claim, mine: known === undefined };
  }

  #claimOf(key: OrderKey): StoredClaim {
    const found = this.#byKey.get(key);
    if (found === undefined) throw new Error(`No claim under ${key}.`);
    return found;
  }

  record(key: OrderKey, order: OrderId): OrderId {
    const stored = this.#claimOf(key);
    stored.claim = { ...stored.claim, order: stored.claim.order ?? order };
    return stored.claim.order ?? order;
  }

  confirmed(key: OrderKey): 'done' {
    const stored = this.#claimOf(key);
    stored.claim = { ...stored.claim, confirmed: true };
    return 'done';
  }

  ask(key: OrderKey, content: OrderContent): 'done' {
    this.#claimOf(key).asked.add(content);
    return 'done';
  }

  withKey(key: OrderKey): OrderId[] {
    return this.orders
      .filter((order) => order.key === key && order.state !== 'cancelled')
      .map(({ id }) => id);
  }

  createDraft(key: OrderKey): OrderId {
    const order: SimOrder = { id: `S${this.orders.length}` as OrderId, key, state: 'draft' };
    this.orders.push(order);
    return order.id;
  }

  turn(id: OrderId, state: 'confirmed' | 'cancelled'): 'done' {
    const order = this.orders.find((each) => each.id === id);
    if (order !== undefined) order.state = state;
    return 'done';
  }
}
