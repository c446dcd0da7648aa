import { Transport } from 'jsforce/lib/transport.js';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/common.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { createLazyStream } from 'jsforce/lib/util/stream.js';
import { TransportError } from '../../http/transportError.ts';
import type { CrmCall } from '../authorizedCall.ts';

/** jsforce's door to the network, replaced by ours: its own one never settles when fetch rejects. */
export class CallTransport extends Transport {
  readonly #call: CrmCall;
  constructor(call: CrmCall) {
    super();
    this.#call = call;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({
      // jsforce always pipes a stream; nothing is ever written to this one.
      stream: createLazyStream().stream,
      promise: this.#send(request),
    }));
  }

  async #send({ method, url, headers = {}, body }: HttpRequest): Promise<HttpResponse> {
    if (body !== undefined && typeof body !== 'string') throw new TransportError('malformed');
    const answer = await this.#call({ method, url, headers, body });
    return {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: answer.text,
    };
  }
}
