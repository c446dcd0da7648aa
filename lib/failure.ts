/**
 * What can go wrong between a person and a figure, as data. The worker turns every error into one of these; the pages turn
 * each into copy (`failure.<code>` in the message catalogue) and a way on. No stack, no address, no token ever travels in it.
 */
export const FAILURE_CODES = [
  'erp.notConnected', // no ERP API address or token yet → Options
  'erp.unreachable', // connection refused, DNS, TLS, CORS
  'erp.timeout',
  'erp.notAnErpApi', // answered, but not as an ERP API: HTML, wrong name
  'erp.badAnswer', // JSON that fails its schema
  'erp.authExpired', // 401
  'erp.forbidden', // 403
  'erp.notFound', // 404
  'erp.conflict', // 409, 412
  'erp.paused', // 409 sync.paused: the company, or the sync itself, has stopped it
  'erp.braked', // 409 brake.engaged: no more may change within this hour
  'erp.invalid', // 400, 422
  'erp.rateLimited', // 429
  'erp.server', // 5xx
  'crm.notConnected', // this CRM is not connected in Options
  'crm.otherOrg', // connected, but to another org or portal than the record's
  'crm.unreachable',
  'crm.timeout',
  'crm.badAnswer',
  'crm.authExpired',
  'crm.forbidden',
  'crm.notFound',
  'crm.noCompany', // the record belongs to no company, as the CRM tells it
  'crm.rateLimited',
  'crm.invalid',
  'crm.server',
  'offline',
  'cancelled',
  'storage',
  'message.refused', // wrong sender or malformed message
  'extension.updated', // the page holds an older copy of the extension: reload
  'unexpected',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  readonly code: FailureCode;
  /** HTTP status behind it, where there was one. */
  readonly status?: number;
  /** Milliseconds from now until trying again makes sense. */
  readonly retryAfterMs?: number;
  /** The server's own sentence for a person; already free of secrets. */
  readonly detail?: string;
  /** Which org or portal is connected, and which the record is in. */
  readonly orgs?: {
    readonly system: 'salesforce' | 'hubspot';
    readonly connected: string;
    readonly record: string;
  };
  /** Where the company helps: an https or mailto address from its browser policy. */
  readonly support?: string;
  /** Field errors of a refused form. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
}

/** Thrown inside the worker; crosses a message as its plain `failure`. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.detail ?? failure.code, options);
    this.failure = failure;
  }
}
