import type { Refused } from '../answer.ts';
import type { OpportunityId, OrderId } from '../ids.ts';
import type { ErpOrders, OrderBook, OrderClaim, OrderPorts } from './ports.ts';

export type Conversion =
  | { readonly kind: 'created'; readonly order: OrderId }
  /** 409: somebody was first; this is theirs. */
  | { readonly kind: 'alreadyConverted'; readonly order: OrderId }
  | { readonly kind: 'notWon' }
  | { readonly kind: 'notFound' }
  /** As it stands it becomes no order; trying again changes nothing. */
  | { readonly kind: 'refused'; readonly reason: Refused }
  /** Something stayed silent. Nothing is doubled: the next try, or `finishClaims`, goes on from what is recorded. */
  | { readonly kind: 'unfinished' };

/*
 *  claim (UNIQUE key) ──► draft with the key ──► record its id ──► confirm that one ──► look at the opportunity again
 *        │ taken              │ one is there already  │ another is recorded
 *        └────────► goes on with the same claim ◄─────┘ ours is cancelled
 */

/** Creates the opportunity's one sales order, or names the one that it has. */
export const convertOpportunity = async (ports: OrderPorts, id: OpportunityId): Promise<Conversion> => {
  const reading = await ports.read(id);
  if (reading.kind !== 'answered') return { kind: 'unfinished' };
  if (reading.value.kind === 'absent') return { kind: 'notFound' };
  const { won, content, mergedIds, id: opportunity } = reading.value;
  if (!won) return { kind: 'notWon' };
  const keys = [opportunity, ...mergedIds].map((each) => ports.keyOf(each));
  const claimed = await ports.book.claim(keys, { opportunity, content });
  if (claimed.kind !== 'answered') return { kind: 'unfinished' };
  if ('refused' in claimed.value) return { kind: 'refused', reason: claimed.value.refused };
  const { claim, mine } = claimed.value;
  const order = await finishClaim(ports, claim);
  if (order === null) return { kind: 'unfinished' };
  await review(ports, claim);
  return mine ? { kind: 'created', order } : { kind: 'alreadyConverted', order };
};

/**
 * Goes on with every claim that a dead worker left behind, cancels drafts that arrived too late to be wanted, and asks about
 * opportunities that were edited after their order. Part of every full run.
 */
export const finishClaims = async (ports: OrderPorts): Promise<boolean> => {
  const claims = await ports.book.claims();
  if (claims.kind !== 'answered') return false;
  let complete = true;
  for (const claim of claims.value) {
    const order = await finishClaim(ports, claim);
    complete = order !== null && (await review(ports, claim)) && complete;
  }
  return complete;
};

const finishClaim = async ({ book, erpOrders }: OrderPorts, claim: OrderClaim): Promise<OrderId | null> => {
  if (erpOrders === null) return claim.order;
  const order = claim.order ?? (await recordDraft(book, erpOrders, claim));
  if (order === null) return null;
  if (!claim.confirmed) {
    if ((await erpOrders.confirm(order)).kind !== 'answered') return null;
    if ((await book.confirmed(claim.key)).kind !== 'answered') return null;
  }
  return (await cancelOthers(erpOrders, claim, order)) ? order : null;
};

/** A draft that carries the key already is as good as a new one: perhaps it is ours, from a request that nobody answered. */
const recordDraft = async (
  book: OrderBook,
  erpOrders: ErpOrders,
  { key, content }: OrderClaim,
): Promise<OrderId | null> => {
  const there = await erpOrders.withKey(key);
  if (there.kind !== 'answered') return null;
  const [first] = there.value;
  const draft = first === undefined ? await erpOrders.createDraft(key, content) : null;
  if (draft !== null && draft.kind !== 'answered') return null;
  const candidate = draft?.value ?? first;
  if (candidate === undefined) return null;
  const recorded = await book.record(key, candidate);
  return recorded.kind === 'answered' ? recorded.value : null;
};

const cancelOthers = async (erpOrders: ErpOrders, { key }: OrderClaim, order: OrderId): Promise<boolean> => {
  const there = await erpOrders.withKey(key);
  if (there.kind !== 'answered') return false;
  for (const other of there.value) {
    if (other !== order && (await erpOrders.cancel(other)).kind !== 'answered') return false;
  }
  return true;
};

/** The order stays as it was ordered, whatever happens to the opportunity; a difference is a person's to decide. */
const review = async ({ read, book }: OrderPorts, claim: OrderClaim): Promise<boolean> => {
  const now = await read(claim.opportunity);
  if (now.kind !== 'answered') return false;
  if (now.value.kind === 'absent' || now.value.content === claim.content) return true;
  return (await book.ask(claim.key, now.value.content)).kind === 'answered';
};
