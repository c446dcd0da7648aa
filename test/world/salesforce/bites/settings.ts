/** How often an incident happens, and to which requests: `matching` is a part of the path; absent = all. */
export interface Incident {
  readonly times: number;
  readonly matching?: string;
}

/** The switch positions of every bite. `true` = it has nothing to set. */
export interface BiteSettings {
  sessionExpires: { readonly afterRequests: number };
  refreshTokenRotates: true;
  refreshTokenIdles: { readonly days: number };
  noApiForSessionCookie: true;
  appNotInstalled: true;
  ipRestricted: true;
  requestLimit: { readonly requests: number };
  versionRetired: { readonly below: number };
  lightningHostRedirects: true;
  queryPages: { readonly rows: number };
  collectionsAnswer200: true;
  collectionRowLimit: { readonly rows: number };
  compositeLimit: { readonly subrequests: number; readonly lists: number };
  unreadableRow: true;
  sameSecondEdits: true;
  etagOnAccountOnly: true;
  updatedWindow: { readonly days: number };
  deletedPurge: { readonly days: number };
  mergedAway: true;
  rowLock: Incident;
  uniqueFields: true;
  duplicateRule: { readonly object: string; readonly field: string };
  validationRule: {
    readonly object: string;
    readonly field: string;
    /** Values above it are refused. */
    readonly above: number;
    readonly message: string;
  };
  picklistNarrowed: { readonly object: string; readonly field: string; readonly without: string };
  fieldDeleted: { readonly object: string; readonly field: string };
  recordReadOnly: { readonly user: string; readonly id: string };
  unavailable: Incident;
  connectionDrops: Incident & { readonly when: 'before' | 'after' };
  landsLate: Incident;
  neverAnswers: Incident;
  visibilityLag: { readonly ms: number };
  fieldHidden: { readonly user: string; readonly object: string; readonly field: string };
  recordHidden: { readonly user: string; readonly id: string };
  valuesRewritten: true;
  /** JavaScript, run by every page of the Lightning host before any script of its own. */
  hostileScript: { readonly source: string };
}
export type BiteName = keyof BiteSettings;
