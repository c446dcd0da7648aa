/** One problem inside an error body (schema `ErrorDetail`). */
export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

export interface ErrorExtras {
  readonly errors?: readonly ErrorDetail[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal, in HubSpot's own terms; the API edge turns it into the documented body. */
export class HubspotError extends Error {
  override readonly name = 'HubspotError';
  readonly status: number;
  readonly category: string;
  readonly extras: ErrorExtras;

  constructor(status: number, category: string, message: string, extras: ErrorExtras = {}) {
    super(message);
    this.status = status;
    this.category = category;
    this.extras = extras;
  }

  body(correlationId: string): Record<string, unknown> {
    const { headers: _, ...told } = this.extras;
    return { status: 'error', message: this.message, correlationId, ...told, category: this.category };
  }
}

export const notFound = (message = 'resource not found') =>
  new HubspotError(404, 'OBJECT_NOT_FOUND', message);

export const invalid = (message: string, errors?: readonly ErrorDetail[]) =>
  new HubspotError(400, 'VALIDATION_ERROR', message, errors === undefined ? {} : { errors });

export const missingScopes = (required: readonly string[]) =>
  new HubspotError(
    403,
    'MISSING_SCOPES',
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    {
      errors: [
        {
          message: 'One or more of the following scopes are required.',
          context: { requiredGranularScopes: required },
        },
      ],
      links: { scopes: 'https://developers.hubspot.com/scopes' },
    },
  );
