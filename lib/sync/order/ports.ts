import type { Answer, Refused } from '../answer.ts';
import type { OpportunityId, OrderId, OrderKey } from '../ids.ts';

/** What an order is made of: the opportunity's lines, amount, ship-to, as one text that two readings can be compared by. */
export type OrderContent = string;

export type OpportunityReading =
  | {
      readonly kind: 'found';
      readonly id: OpportunityId;
      /** Opportunities that were merged into this one: an order of theirs is its order. */
      readonly mergedIds: readonly OpportunityId[];
      readonly won: boolean;
      readonly content: OrderContent;
    }
  | { readonly kind: 'absent' };

/** What the ERP API keeps per opportunity: UNIQUE on every key, so that of all who try only one line ever exists. */
export interface OrderClaim {
  /** The key that the claim was made under; what an external draft carries. */
  readonly key: OrderKey;
  readonly opportunity: OpportunityId;
  readonly content: OrderContent;
  /** null = claimed, but no draft is recorded yet. */
  readonly order: OrderId | null;
  readonly confirmed: boolean;
}

/** The ERP API's order book. Every method is one transaction there. */
export interface OrderBook {
  /**
   * The claim that stands for any of these keys; made if there is none. The other keys are bound to it from then on. An ERP inside the
   * transaction creates and confirms the order at once. `mine` = it was made by this very call. `refused` = it can never be made as it
   * stands: a person has to mend something first.
   */
  claim(
    keys: readonly OrderKey[],
    wanted: { readonly opportunity: OpportunityId; readonly content: OrderContent },
  ): Promise<Answer<{ readonly claim: OrderClaim; readonly mine: boolean } | { readonly refused: Refused }>>;
  /** Compare-and-set from null: answers the order that is recorded, whoever recorded it. */
  record(key: OrderKey, order: OrderId): Promise<Answer<OrderId>>;
  confirmed(key: OrderKey): Promise<Answer<'done'>>;
  /** The opportunity no longer says what was ordered: a person decides. Idempotent per content. */
  ask(key: OrderKey, content: OrderContent): Promise<Answer<'done'>>;
  claims(): Promise<Answer<readonly OrderClaim[]>>;
}

/** An external ERP's orders; `null` in `OrderPorts` where the ERP is inside the ERP API's transaction. */
export interface ErpOrders {
  /** All that carry the key and are not cancelled. */
  withKey(key: OrderKey): Promise<Answer<readonly OrderId[]>>;
  /** May arrive late, or twice: a draft commits nobody to anything. */
  createDraft(key: OrderKey, content: OrderContent): Promise<Answer<OrderId>>;
  /** Confirming a confirmed one changes nothing. */
  confirm(order: OrderId): Promise<Answer<'done'>>;
  cancel(order: OrderId): Promise<Answer<'done'>>;
}

export interface OrderPorts {
  readonly read: (id: OpportunityId) => Promise<Answer<OpportunityReading>>;
  readonly book: OrderBook;
  readonly erpOrders: ErpOrders | null;
  readonly keyOf: (opportunity: OpportunityId) => OrderKey;
}
