/** Where a reader gets its access tokens from. Both reject with `FailureError`; neither is asked twice for the same 401. */
export interface CrmSession {
  accessToken(): Promise<string>;
  /** A token to use instead of `stale`, which the CRM has just refused. */
  renew(stale: string): Promise<string>;
}
