/**
 * Where the real HubSpot bites a client that expects kindness. Each bite is a switch: on, the portal behaves as the real one does;
 * off, it is as kind as a naive client hopes. `bites.test.ts` walks the registry and shows a naive client suffer from each.
 */
export interface Bite {
  readonly description: string;
  /** False for events that are not always there (an outage, a migration, the end of old versions). */
  readonly onByDefault: boolean;
}

const always = (description: string): Bite => ({ description, onByDefault: true });
const event = (description: string): Bite => ({ description, onByDefault: false });

export const BITES = {
  accessTokenLife: always('An OAuth access token lasts 30 minutes, then 401 EXPIRED_AUTHENTICATION.'),
  archivedOwnPass: always(
    'A list holds live rows or archived rows, never both: archived ones need a pass of their own.',
  ),
  associationsTwice: always('A primary company is listed twice, once per association type.'),
  batchLimit: always('A batch takes 100 inputs; one more is 400 for all of them.'),
  batchOrder: always('Rows of a batch answer come in an order of their own.'),
  batchPartly: always('A numbered batch answers 207, a 2xx, with some rows refused.'),
  batchShort: always('A date-based batch read answers 200 and leaves out rows that it did not find.'),
  burstLimit: always(
    '100, 190 or 110 requests in any 10 s, by kind of token; then 429 TEN_SECONDLY_ROLLING.',
  ),
  clientSecret: always('The token endpoint wants the client secret; PKCE alone is refused.'),
  contactExists: always(
    'Creating a contact with a known e-mail address is 409 with the existing id in a sentence.',
  ),
  customValidation: always("The admins' validation rules refuse API writes too."),
  dailyLimit: always(
    "The daily budget ends with 429 DAILY and comes back at the portal's midnight, not the client's.",
  ),
  gatewayPages: event('The gateway answers 502 with a page of HTML.'),
  hiddenLooksGone: always('A record that the user may not see is answered exactly as one that is gone.'),
  hiddenTabs: always('Pages seen before stay in the document, hidden.'),
  historyBatch: always(
    'A batch read that asks for histories takes 50 inputs; one more is 400 for all of them.',
  ),
  lastModifiedNames: always('`lastmodifieddate` on contacts, `hs_lastmodifieddate` on everything else.'),
  mergedIds: always('Merging makes a record with a new id; the old ids answer with it.'),
  migration: event('While an account moves between data centres every call is 477 with Retry-After.'),
  noConditionalWrites: always('If-Match and If-Unmodified-Since are ignored: the last write wins.'),
  noCrossOrigin: always('The API answers no CORS headers, so a page cannot call it.'),
  noRetryAfter: always('A 429 carries no Retry-After: how long to wait must be derived.'),
  numberedApisEnd: event('The numbered APIs (v1 to v4) have ended; only date-based paths answer.'),
  randomClassNames: always('Class names on pages are random and change with every release.'),
  regionalHosts: always('A portal lives on one host; its pages elsewhere redirect there.'),
  scopes: always('A token without the scope gets 403 MISSING_SCOPES.'),
  searchCeiling: always('Search ends at 10,000 results, whatever the total.'),
  searchFilters: always('At most 5 filter groups of 6 filters, 18 in all.'),
  searchHeaders: always('Search answers no rate-limit headers.'),
  searchIndexing: always('Search runs behind: what was just written is not found yet.'),
  searchPage: always('Search takes 200 a page at most.'),
  searchSecondly: always('5 searches a second for the whole account.'),
  searchSkipsArchived: always('Search never answers archived records.'),
  secondlyWithoutPolicy: always('The 429 of search has no policy name and no errorType.'),
  stageMetadata: always('Stage metadata are strings: "false" is truthy.'),
  touchedUnchanged: always('A new association moves a record’s updatedAt though none of its fields changed.'),
  unknownPropertyIgnored: always('A read of a property that does not exist leaves it out without a word.'),
  valuesRewritten: always('Values come back rewritten: trimmed, lower-cased, without trailing zeros.'),
  writeLock: always('After very many writes in a short time the object type is locked: 423 for 2 s.'),
} as const satisfies Record<string, Bite>;

export type BiteId = keyof typeof BITES;
export const BITE_IDS = Object.keys(BITES) as readonly BiteId[];

export class BiteSwitches {
  readonly #on = new Set<BiteId>(BITE_IDS.filter((id) => BITES[id].onByDefault));

  on(id: BiteId): boolean {
    return this.#on.has(id);
  }

  set(id: BiteId, on: boolean): void {
    if (on) this.#on.add(id);
    else this.#on.delete(id);
  }
}
