import type * as z from 'zod';

const KINDS: Readonly<Record<string, string>> = {
  string: 'Text',
  number: 'A number',
  int: 'A whole number, without decimals,',
  boolean: 'Either true or false',
  array: 'A list',
  object: 'A group of named entries',
};
const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };
const FORMS: Readonly<Record<string, string>> = {
  date: 'A day of the calendar such as 2026-11-20',
  url: 'A whole address such as https://api.example.com',
  uuid: 'An id such as 0198f2c4-5b1e-7c3a-9d2f-1a2b3c4d5e6f',
};

const sizeSentence = (
  limit: 'least' | 'most',
  size: number | bigint,
  { origin, exact = false }: { origin: string; exact?: boolean | undefined },
): string => {
  const unit = UNITS[origin];
  if (unit === undefined) return `It must be at ${limit} ${size}.`;
  if (exact) return `Exactly ${size} ${unit} are needed.`;
  if (limit === 'most') return `No more than ${size} ${unit} fit here.`;
  return size === 1 ? 'This must not be empty.' : `At least ${size} ${unit} are needed.`;
};

const choice = (values: readonly unknown[]): string => {
  const told = values.map((value) => JSON.stringify(value) ?? String(value));
  return told.length === 1 ? `${told[0]} is needed here.` : `One of ${told.join(', ')} is needed.`;
};

/**
 * What a schema finds wrong, as a sentence for whoever wrote the file or set the variable. Given to a parse as its `error`; a
 * schema's own words win over these. The refused value is never repeated: it may be a secret.
 */
export const issueSentence = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'This is missing.'
        : `${KINDS[issue.expected] ?? 'Something else'} is needed here.`;
    case 'too_small':
      return sizeSentence('least', issue.minimum, issue);
    case 'too_big':
      return sizeSentence('most', issue.maximum, issue);
    case 'invalid_format':
      return `${FORMS[issue.format] ?? 'Another form'} is needed here.`;
    case 'invalid_value':
      return issue.input === undefined ? 'This is missing.' : choice(issue.values);
    case 'unrecognized_keys':
      return `There is no ${issue.keys.map((key) => JSON.stringify(key)).join(', ')} here.`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? choice(issue.options) : 'This cannot be used here.';
    default:
      return 'This cannot be used here.';
  }
};
