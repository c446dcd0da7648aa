import {
  type HttpLibrary,
  type RequestContext,
  ResponseContext,
} from '@hubspot/api-client/lib/codegen/crm/objects/http/http.js';
import { from } from '@hubspot/api-client/lib/codegen/crm/objects/rxjsStub.js';
import { TransportError } from '../../http/transportError.ts';
import type { CrmCall } from '../authorizedCall.ts';
import { datedUrl } from './datedPath.ts';

/** The generated client's door to the network, replaced by ours. */
export const httpLibrary = (call: CrmCall): HttpLibrary => {
  const send = async (request: RequestContext): Promise<ResponseContext> => {
    const body = request.getBody();
    if (body !== undefined && typeof body !== 'string') throw new TransportError('malformed');
    const answer = await call({
      method: request.getHttpMethod(),
      url: datedUrl(request.getUrl()),
      headers: request.getHeaders(),
      body,
    });
    return new ResponseContext(answer.status, Object.fromEntries(answer.headers), {
      text: () => Promise.resolve(answer.text),
      // Only file downloads ask for bytes.
      binary: () => Promise.reject(new TransportError('malformed')),
    });
  };
  return { send: (request) => from(send(request)) };
};
