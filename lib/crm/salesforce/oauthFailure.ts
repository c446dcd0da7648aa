import * as oauth from 'oauth4webapi';
import { type Failure, FailureError } from '../../failure.ts';
import { TransportError } from '../../http/transportError.ts';
import { transportFailure } from '../../http/transportFailure.ts';

/** What ended an OAuth exchange. Absent on purpose: the library's own message, which may quote the answer. */
export const oauthFailure = (error: unknown): FailureError =>
  error instanceof FailureError ? error : new FailureError(failureOf(error), { cause: error });

const failureOf = (error: unknown): Failure => {
  if (error instanceof TransportError) return transportFailure(error, 'crm');
  if (error instanceof oauth.AuthorizationResponseError)
    return {
      code: error.error === 'access_denied' ? 'crm.forbidden' : 'crm.invalid',
      ...detailOf(error.error_description),
    };
  if (error instanceof oauth.ResponseBodyError)
    return {
      code: error.error === 'invalid_grant' ? 'crm.authExpired' : 'crm.invalid',
      status: error.status,
      ...detailOf(error.error_description),
    };
  // An answer that is no OAuth answer: a maintenance page, a proxy's page, another server.
  const status =
    error instanceof oauth.OperationProcessingError && error.cause instanceof Response
      ? error.cause.status
      : undefined;
  if (status === undefined) return { code: 'crm.badAnswer' };
  return { code: status >= 500 ? 'crm.server' : 'crm.badAnswer', status };
};

const detailOf = (detail: string | undefined): Pick<Failure, 'detail'> =>
  detail === undefined ? {} : { detail };
