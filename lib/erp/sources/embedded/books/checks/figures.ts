import { figuresOf } from '../../../../../finance/figures.ts';
import { MoneyError } from '../../../../../finance/money.ts';
import { documentsByCustomer } from '../documentsOf.ts';
import type { Books } from '../format.ts';
import type { BooksProblem } from '../problem.ts';

/** Late enough for every document to count. */
const END_OF_TIME = '9999-12-31';

/** Amounts that a balance cannot be told of exactly are refused here rather than at each look at the customer. */
export const figureProblems = (books: Books): BooksProblem[] => {
  const documents = documentsByCustomer(books);
  return books.customers.flatMap(({ id, creditLimit }) => {
    try {
      const own = documents.get(id);
      if (own !== undefined) {
        figuresOf(own, { company: books.company, asOf: END_OF_TIME, creditLimit });
      }
      return [];
    } catch (error) {
      if (error instanceof MoneyError) return { place: `Customer ${id}`, message: error.message };
      throw error;
    }
  });
};
