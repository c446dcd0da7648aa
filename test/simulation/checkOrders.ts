import type { World } from './world.ts';

/** Exactly one confirmed order for everything that was one opportunity when it was converted, and nothing left lying about. */
export const checkOrders = (world: World): void => {
  const { orders } = world;
  if (world.scenario.autoOrder)
    for (const { id } of orders.living()) {
      const record = id.replace('O', 'A');
      const isLinked = [...world.api.links.values()].some(({ ended, crm }) => !ended && crm === record);
      const isOrdered = orders.book.some(({ claim }) => orders.survivor(claim.opportunity).id === id);
      if (isLinked && !isOrdered) world.violate('oneOrder', `${id} was won, and nobody ordered`);
    }
  for (const { claim, asked } of orders.book) {
    const mine = orders.orders.filter(({ key, state }) => key === claim.key && state !== 'cancelled');
    if (mine.length !== 1 || mine[0]?.state !== 'confirmed')
      world.violate(
        'oneOrder',
        `${claim.opportunity}: ${mine.map(({ id, state }) => `${id} ${state}`).join(', ') || 'no order'}`,
      );
    const now = String(orders.survivor(claim.opportunity).content);
    if (now !== claim.content && !asked.has(now))
      world.violate('oneOrder', `${claim.opportunity} was edited after its order and nobody was asked`);
  }
  orders.book.forEach((first, index) => {
    for (const second of orders.book.slice(index + 1)) {
      const [a, b] = [first.claim.opportunity, second.claim.opportunity];
      if (orders.survivor(a) !== orders.survivor(b)) continue;
      const merged = Math.min(
        ...[a, b].map((id) => orders.opportunities.get(id)?.mergedAt || Number.POSITIVE_INFINITY),
      );
      // Two opportunities, two orders, and only then one opportunity: that is what happened.
      if (a === b || second.at > merged + world.longestConversion)
        world.violate('oneOrder', `${a} and ${b} were one opportunity and have two orders`);
    }
  });
};
