import { issueSentence } from '../../../issueSentence.ts';
import { allocationProblems } from './checks/allocations.ts';
import { companyProblems } from './checks/company.ts';
import { customerProblems } from './checks/customers.ts';
import { documentProblems } from './checks/documents.ts';
import { duplicateProblems } from './checks/duplicates.ts';
import { figureProblems } from './checks/figures.ts';
import { referenceProblems } from './checks/references.ts';
import { textProblems } from './checks/texts.ts';
import { type Books, books as booksFormat } from './format.ts';
import { BooksError, type BooksProblem } from './problem.ts';
import { schemaProblems } from './schemaProblems.ts';

/** One kind of mistake each; all run, so that a bookkeeper corrects the file once. */
const checks: readonly ((books: Books) => readonly BooksProblem[])[] = [
  textProblems,
  companyProblems,
  duplicateProblems,
  referenceProblems,
  customerProblems,
  documentProblems,
  allocationProblems,
];

/**
 * Books out of anything that claims to be some: the shape, then what the documents say about each other, then that every
 * figure of theirs can be told exactly.
 * @throws {BooksError} with every problem and its place. Unusual books (nothing in them, many currencies, zero amounts) pass.
 */
export const parseBooks = (input: unknown): Books => {
  const parsed = booksFormat.safeParse(input, { error: issueSentence });
  if (!parsed.success) throw new BooksError(schemaProblems(input, parsed.error));
  const problems = checks.flatMap((check) => check(parsed.data));
  if (problems.length > 0) throw new BooksError(problems);
  const incalculable = figureProblems(parsed.data);
  if (incalculable.length > 0) throw new BooksError(incalculable);
  return parsed.data;
};
