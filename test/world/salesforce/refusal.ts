/** Further keys of an error's body, such as `duplicateResult`. */
type Extra = Readonly<Record<string, unknown>>;

/**
 * What Salesforce answers when it refuses: the REST body is an array of `{message, errorCode, fields?}`, a row of a collection has
 * `{statusCode, message, fields}`. Codes: REST API Developer Guide, "Status Codes and Error Responses".
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[];
  readonly extra: Extra;

  constructor(
    status: number,
    errorCode: string,
    message: string,
    about: { fields?: readonly string[]; extra?: Extra } = {},
  ) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = about.fields ?? [];
    this.extra = about.extra ?? {};
  }

  /** Body of a whole answer. */
  body(): readonly object[] {
    const fields = this.fields.length > 0 ? { fields: this.fields } : {};
    return [{ message: this.message, errorCode: this.errorCode, ...fields, ...this.extra }];
  }

  /** One row of a collection: without an id, always. */
  row(): object {
    return {
      success: false,
      errors: [{ statusCode: this.errorCode, message: this.message, fields: this.fields, ...this.extra }],
    };
  }
}

export const notFound = (): Refusal => new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');

export const sessionInvalid = (): Refusal =>
  new Refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

export const entityDeleted = (): Refusal => new Refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');

/** The connection breaks without an answer: whoever holds the socket destroys it. */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped';
}
