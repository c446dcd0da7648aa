import type { Problem } from '../../api/problem.ts';

/** Every way in which the ERP API says no: status and title by code. The code is part of the contract, the title is for a person. */
export const REFUSALS = {
  'request.invalid': [400, 'The request is not one that this endpoint understands.'],
  'request.malformedJson': [400, 'The body is not JSON.'],
  'cursor.malformed': [400, 'The cursor is not valid.'],
  'idempotency.missing': [400, 'An Idempotency-Key is needed.'],
  'token.missing': [401, 'A token is needed.'],
  'token.unknown': [401, 'The token is not valid.'],
  'token.expired': [401, 'The token has expired.'],
  'token.revoked': [401, 'The token was revoked.'],
  'role.forbidden': [403, "You don't have permission."],
  'approval.secondPerson': [403, 'A second person has to approve this.'],
  'origin.forbidden': [403, 'This origin may not call the ERP API.'],
  'route.unknown': [404, 'There is no such endpoint.'],
  'customer.unknown': [404, 'Customer not found.'],
  'link.unknown': [404, 'Link not found.'],
  'run.unknown': [404, 'Run not found.'],
  'brake.unknown': [404, 'No such run waits for anybody.'],
  'pause.none': [404, 'The sync has not stopped by itself.'],
  'webhook.unknown': [404, 'There is no such webhook.'],
  'deadLetter.unknown': [404, 'There is no such record set aside.'],
  'neverLink.unknown': [404, 'Nobody has said this, or it was taken back already.'],
  hubspotNotConfigured: [404, 'HubSpot sign-in is not set up on this ERP API.'],
  'method.notAllowed': [405, 'This endpoint does not know that method.'],
  'answer.notAcceptable': [406, 'Only JSON is served.'],
  'hubspot.notConnected': [409, 'You have not connected HubSpot.'],
  'hubspot.consentExpired': [409, 'HubSpot no longer accepts this sign-in. Connect again.'],
  'link.pending': [409, 'The link is being synced. Try again in a moment.'],
  'opportunity.converted': [409, 'Opportunity already converted'],
  'sync.paused': [409, 'Sync is paused. Figures may be older than usual.'],
  'brake.engaged': [409, 'More would change than the company allows in an hour. Review it first.'],
  'conflicts.open': [409, 'Sync conflict detected. Review and resolve.'],
  'link.never': [409, 'Somebody has said that these two are never to be linked. Take that back first.'],
  'neverLink.linked': [409, 'These two are linked. Unlink them first.'],
  'link.changed': [412, 'The link has changed since it was read.'],
  'setting.changed': [412, 'The settings have changed since they were read.'],
  'body.tooLarge': [413, 'The body is too large.'],
  'body.notJson': [415, 'Only JSON is read.'],
  'body.invalid': [422, 'The body does not fit what this endpoint describes.'],
  'idempotency.reused': [422, 'This Idempotency-Key was used for another request.'],
  'order.rateUnknown': [422, 'There is no booked rate for this currency.'],
  'order.wonBefore': [422, 'It was won before won opportunities became orders by themselves.'],
  'webhook.hostNotAllowed': [
    422,
    'Whoever runs the ERP API does not allow events to be sent there (LEDGERSIDE_WEBHOOK_HOSTS).',
  ],
  'precondition.missing': [428, 'If-Match is needed.'],
  'rate.exceeded': [429, 'Too many requests. Retry later.'],
  internal: [500, 'Something went wrong. Try again.'],
  'hubspot.badAnswer': [502, 'HubSpot did not answer as expected.'],
  'database.unavailable': [503, 'The database does not answer: it may be restarting. Retry later.'],
} as const satisfies Record<string, readonly [number, string]>;
export type RefusalCode = keyof typeof REFUSALS;

interface RefusalOptions extends ErrorOptions {
  /** For a person; never a stack, a token or another tenant's data. */
  readonly detail?: string;
  readonly errors?: NonNullable<Problem['errors']>;
  /** The order that is in the way. */
  readonly order?: string;
  readonly resolved?: NonNullable<Problem['resolved']>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in the server, turned into problem+json in one place (`http/problems.ts`). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly detail: string | undefined;
  readonly errors: Problem['errors'];
  readonly order: string | undefined;
  readonly resolved: Problem['resolved'];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: RefusalCode,
    { detail, errors, order, resolved, headers = {}, ...options }: RefusalOptions = {},
  ) {
    super(detail ?? REFUSALS[code][1], options);
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.order = order;
    this.resolved = resolved;
    this.headers = headers;
  }
}
