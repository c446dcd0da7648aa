import * as z from 'zod';
import type { Subanswer, Subrequest } from './composite.ts';
import { recordId } from './rows.ts';
import { queryLists, queryPath, soqlList } from './soql.ts';

/** Accounts of one query: 15 characters each, they fit into an address. */
const LIST_ROWS = 300;
/** Accounts whose documents are asked for at once, in `DOCUMENT_LISTS` queries. */
export const DOCUMENT_LISTS = 2;

const page = z.object({
  done: z.boolean(),
  records: z.array(z.object({ AccountId: recordId.nullable() })),
});

const listsOf = (accounts: readonly string[]): readonly (readonly string[])[] =>
  queryLists(
    accounts.map((id) => id.slice(0, 15)),
    LIST_ROWS,
  );

/** What keeps an account from being archived without a person: an opportunity that is still open. Nothing else is looked at. */
export const openDocumentQueries = (accounts: readonly string[]): readonly Subrequest[] =>
  listsOf(accounts).map((list) => ({
    method: 'GET',
    path: queryPath(
      'query',
      `SELECT AccountId FROM Opportunity WHERE IsClosed = false AND AccountId IN ${soqlList(list)}`,
    ),
  }));

/** Those of the accounts that have one, as the answers to `openDocumentQueries` tell; where they do not tell, all of them. */
export const withOpenDocuments = (
  accounts: readonly string[],
  answers: readonly (Subanswer | undefined)[],
): ReadonlySet<string> => {
  const open = new Set<string>();
  listsOf(accounts).forEach((list, place) => {
    const answer = page.safeParse(answers[place]?.body);
    for (const { AccountId } of answer.success ? answer.data.records : [])
      if (AccountId !== null) open.add(AccountId);
    if (answer.success && answer.data.done) return;
    for (const account of accounts) if (list.includes(account.slice(0, 15))) open.add(account);
  });
  return open;
};
