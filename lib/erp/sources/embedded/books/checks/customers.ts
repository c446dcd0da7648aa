import type { Books } from '../format.ts';
import type { BooksProblem } from '../problem.ts';

/** The chain of parents that leads back to where it began, or null. */
const circle = (parentOf: ReadonlyMap<string, string>, start: string): string[] | null => {
  const chain = [start];
  const seen = new Set(chain);
  for (let next = parentOf.get(start); next !== undefined; next = parentOf.get(next)) {
    chain.push(next);
    if (next === start) return chain;
    // A circle further up is told at its own members.
    if (seen.has(next)) return null;
    seen.add(next);
  }
  return null;
};

/** A customer above itself would share its credit limit with itself for ever. */
export const customerProblems = ({ customers }: Books): BooksProblem[] => {
  const parentOf = new Map(
    customers.flatMap(({ id, parent }) => (parent == null ? [] : [[id, parent] as const])),
  );
  return customers.flatMap(({ id, creditLimit, sharesParentLimit }) => {
    const place = `Customer ${id}`;
    const problems: BooksProblem[] = [];
    const chain = circle(parentOf, id);
    if (chain !== null) {
      problems.push({ place, message: `It is its own parent: ${chain.join(' → ')}.` });
    }
    if (creditLimit !== null && creditLimit < 0) {
      problems.push({
        place,
        message: 'A credit limit is 0 or more; leave it empty (null) where none is set.',
      });
    }
    if (sharesParentLimit === true && !parentOf.has(id)) {
      problems.push({ place, message: "It shares its parent's credit limit but names no parent." });
    }
    return problems;
  });
};
