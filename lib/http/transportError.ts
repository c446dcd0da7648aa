/**
 * Why a request came to no answer.
 * - `unreachable`: refused, DNS, TLS, CORS, or the connection broke before the body was whole
 * - `timeout`: no whole answer within `timeoutMs`
 * - `cancelled`: the caller's signal
 * - `offline`: unreachable while the browser knows that it has no network
 * - `redirected`: the server points elsewhere; not followed, so that `Authorization` never travels to another address
 * - `tooLarge`: the body passed `maxBytes`
 * - `malformed`: the address or a header cannot be sent at all
 */
export type TransportKind =
  | 'unreachable'
  | 'timeout'
  | 'cancelled'
  | 'offline'
  | 'redirected'
  | 'tooLarge'
  | 'malformed';

/** The only thing that `call` rejects with. Its message names no address, header or body. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: TransportKind;
  constructor(kind: TransportKind, options?: ErrorOptions) {
    super(`No answer: ${kind}`, options);
    this.kind = kind;
  }
}
