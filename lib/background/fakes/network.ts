import type { Call, HttpAnswer, HttpRequest } from '../../http/call.ts';
import { TransportError } from '../../http/transportError.ts';

type Responder = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;

/** A network of prepared answers, by method and address without query. Whatever is not prepared cannot be reached. */
export interface FakeNetwork {
  readonly call: Call;
  readonly requests: readonly HttpRequest[];
  on(line: string, answer: Responder | HttpAnswer): void;
  /** How often this line was asked. */
  count(line: string): number;
}

export const ERP = 'https://erp.acme.example';
/** `GET me` → the whole line at the ERP API. */
export const erpLine = (line: string): string => line.replace(' ', ` ${ERP}/api/crm/`);

const lineOf = ({ method, url }: HttpRequest): string => `${method} ${url.split('?')[0]}`;

export const fakeNetwork = (): FakeNetwork => {
  const prepared = new Map<string, Responder>();
  const requests: HttpRequest[] = [];
  return {
    requests,
    on: (line, answer) => prepared.set(line, typeof answer === 'function' ? answer : () => answer),
    count: (line) => requests.filter((request) => lineOf(request) === line).length,
    call: async (request) => {
      if (request.signal.aborted) throw new TransportError('cancelled');
      requests.push(request);
      const responder = prepared.get(lineOf(request));
      if (responder === undefined) throw new TransportError('unreachable');
      return responder(request);
    },
  };
};

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: new Headers({ 'Content-Type': 'application/json', ...headers }),
  text: typeof body === 'string' ? body : JSON.stringify(body),
  url: ERP,
});

export const problemAnswer = (
  status: number,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): HttpAnswer =>
  answer(
    status,
    { type: 'about:blank', title: 'Refused', status, code: 'refused', requestId: 'r1', ...more },
    headers,
  );

/** Never answers by itself; rejects once the request is aborted. `aborted` counts those. */
export const hanging = (): { readonly responder: Responder; aborted: number } => {
  const state = {
    aborted: 0,
    responder: (request: HttpRequest) =>
      new Promise<HttpAnswer>((_, reject) => {
        request.signal.addEventListener('abort', () => {
          state.aborted += 1;
          reject(new TransportError('cancelled'));
        });
      }),
  };
  return state;
};
