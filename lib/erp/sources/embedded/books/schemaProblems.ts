import type * as z from 'zod';
import { placeOf } from './place.ts';
import type { BooksProblem } from './problem.ts';

const sentence = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? `The format does not know ${issue.keys.map((key) => `"${key}"`).join(', ')}.`
    : issue.message;

/** What the file's shape gets wrong, each at the document it stands in. */
export const schemaProblems = (input: unknown, error: z.ZodError): BooksProblem[] =>
  error.issues.map((issue) => ({ place: placeOf(input, issue.path), message: sentence(issue) }));
