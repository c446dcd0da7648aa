import type { BiteName, BiteSettings } from './settings.ts';

export interface Bite<N extends BiteName> {
  /** What happens, and to whom. */
  readonly description: string;
  /** How the switch stands in an ordinary org; null = off, an incident that a test calls for. */
  readonly usual: BiteSettings[N] | null;
}

/**
 * Every way in which a real org bites a client that is not careful. Each has a switch on the org (`org.bites`) and a client in
 * `bites.test.ts` that suffers while it is on and does not while it is off.
 */
export const BITES: { readonly [N in BiteName]: Bite<N> } = {
  sessionExpires: {
    description:
      'The session ends in the middle of a job: 401 INVALID_SESSION_ID. No answer ever announced when.',
    usual: null,
  },
  refreshTokenRotates: {
    description: 'Each refresh gives a new refresh token; the one it was asked with is refused from then on.',
    usual: true,
  },
  refreshTokenIdles: {
    description: 'A refresh token that was not used for so many days is gone.',
    usual: { days: 30 },
  },
  noApiForSessionCookie: {
    description: 'With API Access Control the `sid` cookie is not accepted as a bearer token.',
    usual: null,
  },
  appNotInstalled: {
    description: 'An app that no administrator has installed may not be approved by an ordinary user.',
    usual: null,
  },
  ipRestricted: {
    description: 'Tokens are given to allowlisted addresses only (not confirmed for every org).',
    usual: null,
  },
  requestLimit: {
    description:
      "The org's requests of 24 hours are used up: 403 REQUEST_LIMIT_EXCEEDED, whoever spent them.",
    usual: { requests: 15_000 },
  },
  versionRetired: {
    description: 'API versions below this one have been retired: 410.',
    usual: null,
  },
  lightningHostRedirects: {
    description:
      'An API call to the Lightning host is redirected to My Domain; a client that follows loses Authorization.',
    usual: true,
  },
  queryPages: {
    description: 'A query answers a page and an opaque locator for the next one; `totalSize` counts all.',
    usual: { rows: 2_000 },
  },
  collectionsAnswer200: {
    description: 'A collection answers 200 however many of its rows failed; a failed row has no id.',
    usual: true,
  },
  collectionRowLimit: {
    description: 'A collection with more rows than this is refused as a whole.',
    usual: { rows: 200 },
  },
  compositeLimit: {
    description:
      'A composite request has room for so many subrequests, and so many queries and collections among them (neither is confirmed by a capture).',
    usual: { subrequests: 25, lists: 5 },
  },
  unreadableRow: {
    description:
      'A row with a field that does not exist, or a value of another type, refuses its whole collection (not confirmed by a capture).',
    usual: true,
  },
  sameSecondEdits: {
    description:
      'Times are whole seconds, so If-Unmodified-Since lets through a write over an edit of the same second.',
    usual: true,
  },
  etagOnAccountOnly: {
    description:
      'Only Account rows carry an ETag; If-Match on anything else is ignored, and the write goes through.',
    usual: true,
  },
  updatedWindow: {
    description: '`/updated` and `/deleted` look back so many days and refuse an earlier start.',
    usual: { days: 30 },
  },
  deletedPurge: {
    description:
      'Deleted rows leave `/deleted` and queryAll after so many days, or sooner: no tombstone is left.',
    usual: { days: 15 },
  },
  mergedAway: {
    description:
      'A merged record is simply gone (404); its MasterRecordId is to be had through queryAll alone.',
    usual: true,
  },
  rowLock: {
    description: 'Somebody else holds the row: UNABLE_TO_LOCK_ROW, in a collection for that row only.',
    usual: null,
  },
  uniqueFields: {
    description: 'A second record with the same value in a unique field is refused: DUPLICATE_VALUE.',
    usual: true,
  },
  duplicateRule: {
    description: 'A duplicate rule blocks a new record that resembles another: DUPLICATES_DETECTED.',
    usual: null,
  },
  validationRule: {
    description:
      "A validation rule of the org's own refuses a value that the type allows: FIELD_CUSTOM_VALIDATION_EXCEPTION.",
    usual: null,
  },
  picklistNarrowed: {
    description: 'A value was taken out of a restricted picklist: whoever still writes it is refused.',
    usual: null,
  },
  fieldDeleted: {
    description: 'An administrator has deleted a field, for everybody and at any moment.',
    usual: null,
  },
  recordReadOnly: {
    description: 'A record is shared with this user to be read only: INSUFFICIENT_ACCESS_OR_READONLY.',
    usual: null,
  },
  unavailable: {
    description: 'The instance is down for a moment: 503 with a page of HTML instead of JSON.',
    usual: null,
  },
  connectionDrops: {
    description:
      'The connection breaks before the work is done, or after it: the answer is lost, the write is not.',
    usual: null,
  },
  landsLate: {
    description:
      'The caller hears nothing and gives up; the request reaches the org later all the same (`org.landLate()`).',
    usual: null,
  },
  neverAnswers: {
    description: 'The request is accepted and never answered.',
    usual: null,
  },
  visibilityLag: {
    description: 'Queries and `/updated` see a change only some time after the write was answered.',
    usual: null,
  },
  fieldHidden: {
    description:
      'A field without the right to see it does not exist for this user; a query that names it fails as a whole.',
    usual: null,
  },
  recordHidden: {
    description:
      'A record that is not shared with this user looks exactly like one that is gone, and is in no tombstone.',
    usual: null,
  },
  valuesRewritten: {
    description:
      'Texts are trimmed and numbers rounded to their scale: what is read back is not what was written.',
    usual: true,
  },
  hostileScript: {
    description:
      'A script of somebody else runs on every Lightning page, before all others: an injected one, or a vendor gone bad.',
    usual: null,
  },
};

export const BITE_NAMES = Object.keys(BITES) as readonly BiteName[];
